using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>One gateway of a route, and who uses it.</summary>
public sealed record RouteGatewayStatus
{
    /// <summary>The gateway's MeshNode.</summary>
    [Length(1, 253)]
    public string Name { get; set; } = string.Empty;

    /// <summary>How many nodes rank it first.</summary>
    [RangeMinimum(0)]
    public int FirstOf { get; set; }

    /// <summary>How many nodes use it, as they say.</summary>
    [RangeMinimum(0)]
    public int Clients { get; set; }

    /// <summary>The nodes that use it, ordered by name; the first 200.</summary>
    [Items(0, 200)]
    [Length(1, 253)]
    public IReadOnlyList<string> UsedBy { get; set; } = [];

    /// <summary>Why it takes nobody first, or what clients find wrong with it; absent where nothing is.</summary>
    [Length(0, 1024)]
    public string? Reason { get; set; }

    /// <inheritdoc/>
    public bool Equals(RouteGatewayStatus? other)
        => other is not null && (Name, FirstOf, Clients, Reason) == (other.Name, other.FirstOf, other.Clients, other.Reason) && UsedBy.SequenceEqual(other.UsedBy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, FirstOf, Clients, Reason);
}
