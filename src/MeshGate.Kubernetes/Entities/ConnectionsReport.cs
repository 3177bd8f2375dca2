using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>A node's sessions: how many are awake, and what became of them since its daemon started.</summary>
public sealed record ConnectionsReport
{
    /// <summary>Sessions that are awake, or are being woken.</summary>
    [RangeMinimum(0)]
    public int Awake { get; set; }

    /// <summary>Sessions that sleep.</summary>
    [RangeMinimum(0)]
    public int Asleep { get; set; }

    /// <summary>Sessions that never sleep: to pinned peers, of routes, or all of them where the node could not be woken behind its NAT.</summary>
    [RangeMinimum(0)]
    public int Held { get; set; }

    /// <summary>The most awake sessions that the policy allows.</summary>
    [RangeMinimum(0)]
    public int Most { get; set; }

    /// <summary>Times that a session was woken.</summary>
    [RangeMinimum(0)]
    public long Woken { get; set; }

    /// <summary>Those of them that began with the path that was good last.</summary>
    [RangeMinimum(0)]
    public long Reused { get; set; }

    /// <summary>Times that a session fell asleep for being idle.</summary>
    [RangeMinimum(0)]
    public long Idled { get; set; }

    /// <summary>Times that a session was put to sleep because another needed its place.</summary>
    [RangeMinimum(0)]
    public long Evicted { get; set; }

    /// <summary>Times that a session was given up because its peer was not reached.</summary>
    [RangeMinimum(0)]
    public long NotReached { get; set; }

    /// <summary>Times that a session was not woken because as many as allowed were awake and in use.</summary>
    [RangeMinimum(0)]
    public long Refused { get; set; }

    /// <summary>Why a session was last not woken, in words.</summary>
    [Length(0, 512)]
    public string? LastRefusal { get; set; }
}
