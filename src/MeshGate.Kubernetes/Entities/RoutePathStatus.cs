using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What is known about one path of a route.</summary>
public sealed record RoutePathStatus
{
    /// <summary>The path's name: Direct, Turn, or its relays with a plus between. Absent for a relay that the daemon cannot name.</summary>
    [Length(1, 507)]
    public string? Name { get; set; }

    /// <summary>Its relays, in the order from source to destination; none is the direct path, or one through a TURN server.</summary>
    [Items(0, 2)]
    [Length(1, 253)]
    public IReadOnlyList<string> Relays { get; set; } = [];

    /// <summary>The gateway it leads to, on a route to cidrs.</summary>
    [Length(0, 253)]
    public string? Gateway { get; set; }

    /// <summary>Whether it works: Unknown, Healthy, Degraded or Down.</summary>
    public PathHealth Health { get; set; }

    /// <summary>Round-trip time in milliseconds with one decimal.</summary>
    [RangeMinimum(0)]
    public double? RttMilliseconds { get; set; }

    /// <summary>Share of lost checks in percent, 0 to 100.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    public double? LossPercent { get; set; }

    /// <summary>What the finding rests on, for a person.</summary>
    [Length(0, 1024)]
    public string? Reason { get; set; }
}
