using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Kubernetes.Informers;

/// <summary>
/// A cache of one kind of object, kept current by list and watch. Deletes that fell into a gap of the watch are told all the same.
/// Objects handed out are shared: never change one.
/// </summary>
public interface IInformer<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Completes when the first list is in the cache and was told to every subscriber.</summary>
    Task Synced { get; }

    /// <summary>Whether list and watch work now; false from an error until the next successful list or watch.</summary>
    bool IsConnected { get; }

    /// <summary>How often a watch was interrupted, counted from the start; judging silence across a change of it is unsafe.</summary>
    long Interruptions { get; }

    /// <summary>How far the cache has come: every change up to this version of the resource is in it. 0 before the first list, or where versions are no numbers.</summary>
    ulong Version { get; }

    /// <summary>Everything in the cache, in no particular order.</summary>
    IReadOnlyCollection<T> List();

    /// <summary>One object, or null.</summary>
    T? Get(NamespacedName name);

    /// <summary>Calls back for every change, one at a time and in order, starting with what the cache holds. Callbacks must be quick.</summary>
    IDisposable Subscribe(Action<InformerChange<T>> onChange);

    /// <summary>Lists and watches until cancelled; errors are retried with jittered backoff and never end it.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
