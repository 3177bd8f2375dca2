using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How the nodes show that they live.</summary>
public sealed record HeartbeatSettings
{
    /// <summary>
    /// A node whose Lease was not renewed for this long is not Online; the larger of this and three heartbeat intervals
    /// counts. A Kubernetes duration string, 10s to 1h; default 30s.
    /// </summary>
    [DefaultValue("\"30s\"")]
    [Pattern(SchemaPatterns.Duration)]
    [Length(1, 32)]
    [ValidationRule("duration(self) >= duration('10s') && duration(self) <= duration('1h')", message: "must lie between 10s and 1h")]
    public string? Timeout { get; set; }
}
