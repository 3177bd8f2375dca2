using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>Whether a client keeps its gateway.</summary>
public sealed record StickySessionSettings
{
    /// <summary>On: a client stays with its gateway while that is up, whatever the shares, until it was idle for the time-out.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("false")]
    public bool? Enabled { get; set; }

    /// <summary>The idleness after which a client may get another gateway.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [DefaultValue("\"300s\"")]
    [DurationRange("1s", "24h")]
    public string? Timeout { get; set; }
}
