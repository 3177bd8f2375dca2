using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Events;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>Records no Events.</summary>
internal sealed class NoEvents : IEventRecorder
{
    public Task RecordAsync(IKubernetesObject<V1ObjectMeta> about, EventType type, string reason, string message, CancellationToken cancellationToken)
        => Task.CompletedTask;
}
