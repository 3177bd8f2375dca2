using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>Networks that a node forwards to as a gateway, by one MeshRoute.</summary>
public sealed record ForwardOrder
{
    /// <summary>The MeshRoute.</summary>
    [Length(1, 253)]
    public string Route { get; set; } = string.Empty;

    /// <summary>The networks, in CIDR notation.</summary>
    [Items(0, 64)]
    [Length(4, 49)]
    public IReadOnlyList<string> Cidrs { get; set; } = [];

    /// <summary>Whether machines there see the gateway's own address in place of the clients'.</summary>
    public bool Masquerade { get; set; }

    /// <inheritdoc/>
    public bool Equals(ForwardOrder? other)
        => other is not null && (Route, Masquerade) == (other.Route, other.Masquerade) && Cidrs.SequenceEqual(other.Cidrs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Route, Masquerade, Cidrs.Count);
}
