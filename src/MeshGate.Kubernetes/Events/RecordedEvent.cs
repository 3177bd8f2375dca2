using MeshGate.Kubernetes.Client;

namespace MeshGate.Kubernetes.Events;

/// <summary>An Event that stands on the API.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Count">How often it happened.</param>
/// <param name="At">When it last happened, by the process's monotonic clock.</param>
internal sealed record RecordedEvent(NamespacedName Name, int Count, TimeSpan At);
