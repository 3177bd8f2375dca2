using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Informers;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>A cache that stands still, or changes when a test says so.</summary>
internal sealed class FrozenInformer<T>(IReadOnlyList<T> values) : IInformer<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    public IReadOnlyList<T> Values { get; set; } = values;

    public Task Synced => Task.CompletedTask;

    public bool IsConnected => true;

    public long Interruptions { get; set; }

    public ulong Version { get; set; } = ulong.MaxValue;

    public IReadOnlyCollection<T> List() => Values;

    public T? Get(NamespacedName name) => Values.FirstOrDefault(value => value.Metadata.Name == name.Name);

    public IDisposable Subscribe(Action<InformerChange<T>> onChange) => new NoSubscription();

    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed class NoSubscription : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
