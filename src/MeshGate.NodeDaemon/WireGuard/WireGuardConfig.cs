using System.Collections.Immutable;
using MeshGate.Probing.Sockets;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>What is wanted of the WireGuard device, whole.</summary>
public sealed record WireGuardConfig
{
    /// <summary>The file that holds the private key; its content goes from there to the device without passing an argument.</summary>
    public required string PrivateKeyFile { get; init; }

    /// <summary>The public key that belongs to it, to see whether the device has it already.</summary>
    public required Core.Identity.PublicKey PublicKey { get; init; }

    /// <summary>The UDP port, 1 to 65535.</summary>
    public required int ListenPort { get; init; }

    /// <summary>The mark of the device's own packets, so that a route through the mesh never catches them.</summary>
    public uint FwMark { get; init; } = PacketMark.Value;

    /// <summary>
    /// Counts the changes of this machine's own addresses. With each, peers' endpoints are set anew: wireguard-go sends from the address at
    /// which it last heard a peer, and from one that is gone nothing leaves until the peer is heard again.
    /// </summary>
    public int Place { get; init; }

    /// <summary>Every peer.</summary>
    public ImmutableArray<WireGuardPeerConfig> Peers { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(WireGuardConfig? other)
        => other is not null
            && PrivateKeyFile == other.PrivateKeyFile
            && PublicKey == other.PublicKey
            && ListenPort == other.ListenPort
            && FwMark == other.FwMark
            && Place == other.Place
            && Peers.AsSpan().SequenceEqual(other.Peers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PublicKey, ListenPort, FwMark, Peers.Length);
}
