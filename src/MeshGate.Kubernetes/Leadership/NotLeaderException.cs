namespace MeshGate.Kubernetes.Leadership;

/// <summary>A write was asked for while another process leads, or may lead.</summary>
public sealed class NotLeaderException() : InvalidOperationException("this process does not hold the leader's lease");
