using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What happened when paths of a route failed.</summary>
public sealed record RouteFailovers
{
    /// <summary>How often the route left a path.</summary>
    [RangeMinimum(0)]
    public long Count { get; set; }

    /// <summary>What was found when it last did, for a person.</summary>
    [Length(0, 1024)]
    public string? LastCause { get; set; }

    /// <summary>When it last did, by the clock of the node that decided.</summary>
    public DateTime? LastTime { get; set; }

    /// <summary>From the last packet over the old path to the first over the new one, a Kubernetes duration string.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string? LastDuration { get; set; }
}
