namespace MeshGate.Kubernetes.Entities;

/// <summary>How the nodes show that they live.</summary>
public sealed record HeartbeatSettings
{
    /// <summary>
    /// A node whose Lease was not renewed for this long is not Online; the larger of this and three heartbeat intervals
    /// counts. A Kubernetes duration string, 10s to 1h; default 30s.
    /// </summary>
    public string? Timeout { get; set; }
}
