using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>What is wanted of the router.</summary>
/// <param name="InternalPort">The UDP port that is to be reachable from outside; null for none.</param>
/// <param name="WhyNot">Why none is wanted, for a person.</param>
/// <param name="SeenByStun">The addresses at which STUN servers see this machine.</param>
public sealed record PortMappingOrder(int? InternalPort, string? WhyNot, ImmutableArray<IPAddress> SeenByStun)
{
    /// <summary>How long the port is asked for.</summary>
    public TimeSpan Lifetime { get; init; } = PortMapperTimers.Lifetime;

    /// <inheritdoc/>
    public bool Equals(PortMappingOrder? other)
        => other is not null && (InternalPort, WhyNot, Lifetime) == (other.InternalPort, other.WhyNot, other.Lifetime) && SeenByStun.SequenceEqual(other.SeenByStun);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(InternalPort, WhyNot, SeenByStun.Length);
}
