using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>What one message between a node and a relay says.</summary>
public sealed record RelayMessage
{
    /// <summary>What it is for.</summary>
    public required RelayMessageKind Kind { get; init; }

    /// <summary>
    /// Of <see cref="RelayMessageKind.Refused"/>: why. Of <see cref="RelayMessageKind.Bound"/> and <see cref="RelayMessageKind.LinkBind"/>:
    /// whether it will be no for long.
    /// </summary>
    public RelayRefusal Refusal { get; init; }

    /// <summary>Of <see cref="RelayMessageKind.Granted"/> and <see cref="RelayMessageKind.Solicit"/>: a UDP port; else 0.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Of requests and notices: a number higher than that of every earlier one of the same session or epoch, which tells the new from
    /// what was recorded and sent again.
    /// </summary>
    public ulong Sequence { get; init; }

    /// <summary>The other end of the pair that this is about; zero where there is none.</summary>
    public PublicKey Peer { get; init; }

    /// <summary>
    /// Where two relays are taken in a row: of an end's requests and of notices the relay behind which the peer is, of a relay's
    /// requests the end that it asks for; else zero.
    /// </summary>
    public PublicKey Via { get; init; }

    /// <summary>
    /// Of <see cref="RelayMessageKind.Challenge"/>: what to repeat; of requests: what is repeated; of other replies and of notices:
    /// the relay's epoch, which is another each time it starts; of probes: the solicitation's own.
    /// </summary>
    public RelayToken Token { get; init; }

    /// <summary>Of requests that ask for a port: the MeshNode that asks, for a relay that does not know it yet; else empty.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Writes an address where a peer would stand, for <see cref="RelayMessageKind.Solicit"/>.</summary>
    public static PublicKey Pack(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[PublicKey.Length];
        bytes.Clear();
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        bytes[^1] = 1;
        return PublicKey.FromBytes(bytes);
    }

    /// <summary>Reads what <see cref="Pack"/> wrote. Anything may stand there; it is for the reader to believe it or not.</summary>
    public static IPAddress Unpack(PublicKey packed)
    {
        Span<byte> bytes = stackalloc byte[PublicKey.Length];
        packed.CopyTo(bytes);
        var address = new IPAddress(bytes[..16]);
        return address.IsIPv4MappedToIPv6 && address.AddressFamily == AddressFamily.InterNetworkV6 ? address.MapToIPv4() : address;
    }
}
