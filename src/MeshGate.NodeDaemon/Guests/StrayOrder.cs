using System.Collections.Immutable;
using System.Net;

namespace MeshGate.NodeDaemon.Guests;

/// <summary>What is wanted of the device that catches packets to addresses without a peer.</summary>
public sealed record StrayOrder
{
    /// <summary>MTU in bytes: the tunnel's.</summary>
    public int Mtu { get; init; }

    /// <summary>The node's own mesh addresses, which packets come from.</summary>
    public ImmutableArray<IPAddress> Sources { get; init; } = [];

    /// <summary>The mesh's ranges; empty until the tunnel has a route of its own to each peer.</summary>
    public ImmutableArray<IPNetwork> Networks { get; init; } = [];

    /// <summary>
    /// The halves of the ranges: they go before the ranges' own routes, which lead into the tunnel and stay for when this process is gone, and
    /// after the peers'. A single address has no halves, and no guests.
    /// </summary>
    public IEnumerable<IPNetwork> Halves() => Networks.SelectMany(Halves);

    /// <inheritdoc/>
    public bool Equals(StrayOrder? other)
        => other is not null && Mtu == other.Mtu && Sources.AsSpan().SequenceEqual(other.Sources.AsSpan()) && Networks.AsSpan().SequenceEqual(other.Networks.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mtu, Sources.Length, Networks.Length);

    private static IEnumerable<IPNetwork> Halves(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        if (network.PrefixLength >= bytes.Length * 8)
        {
            yield break;
        }

        yield return new IPNetwork(network.BaseAddress, network.PrefixLength + 1);
        bytes[network.PrefixLength / 8] |= (byte)(0x80 >> (network.PrefixLength % 8));
        yield return new IPNetwork(new IPAddress(bytes), network.PrefixLength + 1);
    }
}
