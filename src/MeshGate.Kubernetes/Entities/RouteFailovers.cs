using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What happened when paths of a route failed.</summary>
public sealed record RouteFailovers
{
    /// <summary>How often the route left a path that failed, since the daemon at its source started.</summary>
    [RangeMinimum(0)]
    public long Count { get; set; }

    /// <summary>Why it last did: Silent, Lossy, PeerMoved or Unanswered.</summary>
    [Length(0, 1024)]
    public string? LastCause { get; set; }

    /// <summary>When the operator learned of the last time.</summary>
    public DateTime? LastTime { get; set; }

    /// <summary>For how long nothing passed then, a Kubernetes duration string.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string? LastDuration { get; set; }
}
