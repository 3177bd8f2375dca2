using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Events;

/// <summary>Tells people what happened to an object, as <c>kubectl describe</c> shows it.</summary>
public interface IEventRecorder
{
    /// <summary>
    /// Records an Event about an object. The same event again within ten minutes only raises its count; from the eleventh on, those of one
    /// reason are combined. 25 at once are written about one object, then one in five minutes. Never throws: an Event that cannot be
    /// recorded is logged and lost.
    /// </summary>
    /// <param name="about">The object.</param>
    /// <param name="type">Normal or Warning.</param>
    /// <param name="reason">One CamelCase word.</param>
    /// <param name="message">A sentence; without numbers that change each time, or nothing can be aggregated. No secrets.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task RecordAsync(IKubernetesObject<V1ObjectMeta> about, EventType type, string reason, string message, CancellationToken cancellationToken);
}
