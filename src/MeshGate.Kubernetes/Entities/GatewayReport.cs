using MeshGate.Core.Gateways;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>Through which gateway a node reaches the networks of one MeshRoute.</summary>
public sealed record GatewayReport
{
    /// <summary>The MeshRoute.</summary>
    [Length(1, 253)]
    public string Route { get; set; } = string.Empty;

    /// <summary>The gateway in use; absent where there is none.</summary>
    [Length(1, 253)]
    public string? Via { get; set; }

    /// <summary>Whether it works: its session does, and it forwards as far as is known.</summary>
    public bool Up { get; set; }

    /// <summary>Why it was taken: Started, Silent, NotForwarding, Returned or Removed.</summary>
    public GatewayCause Cause { get; set; }

    /// <summary>How often a gateway was left because it failed, since the daemon started.</summary>
    [RangeMinimum(0)]
    public int Failovers { get; set; }

    /// <summary>Gateways that did not forward when they were last used, ordered by name; absent where there are none.</summary>
    [Items(0, 16)]
    [Length(1, 253)]
    public IReadOnlyList<string>? NotForwarding { get; set; }

    /// <inheritdoc/>
    public bool Equals(GatewayReport? other)
        => other is not null && (Route, Via, Up, Cause, Failovers) == (other.Route, other.Via, other.Up, other.Cause, other.Failovers)
            && (NotForwarding ?? []).SequenceEqual(other.NotForwarding ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Route, Via, Up, Cause, Failovers);
}
