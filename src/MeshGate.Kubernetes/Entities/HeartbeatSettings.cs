using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How the nodes show that they live.</summary>
public sealed record HeartbeatSettings
{
    /// <summary>
    /// A node whose Lease was not renewed for this long is not Online; the larger of this and three heartbeat intervals
    /// counts.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("\"30s\"")]
    [DurationRange("10s", "1h")]
    public string? Timeout { get; set; }
}
