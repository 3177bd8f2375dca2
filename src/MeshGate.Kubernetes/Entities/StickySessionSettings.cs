using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>Whether a client keeps its gateway.</summary>
public sealed record StickySessionSettings
{
    /// <summary>On: a client stays with its gateway while that is up.</summary>
    [NotReadYet]
    [DefaultValue("false")]
    public bool? Enabled { get; set; }

    /// <summary>The idleness after which a client may get another gateway.</summary>
    [NotReadYet]
    [DefaultValue("\"300s\"")]
    [DurationRange("1s", "24h")]
    public string? Timeout { get; set; }
}
