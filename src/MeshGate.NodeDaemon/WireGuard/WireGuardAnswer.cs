using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Keys;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>
/// Reads the answer to <c>get=1</c> in WireGuard's cross-platform configuration protocol: lines of <c>key=value</c>, those of a peer after its
/// <c>public_key</c>, an <c>errno</c> at the end. Keys that are not known are left to newer versions. Of the private key nothing is kept but its public half.
/// </summary>
public static class WireGuardAnswer
{
    private const int KeyDigits = 2 * PublicKey.Length;

    /// <summary>Reads a whole answer, in time that grows with its length alone.</summary>
    /// <exception cref="FormatException">The text is no answer, or says that something went wrong. The message repeats nothing of it but a number.</exception>
    public static WireGuardState Parse(ReadOnlySpan<byte> answer)
    {
        try
        {
            return ParseLines(answer);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new FormatException("WireGuard's control socket gave a time out of range", error);
        }
    }

    private static WireGuardState ParseLines(ReadOnlySpan<byte> answer)
    {
        var device = new WireGuardState(null, 0, 0, []);
        var peers = ImmutableArray.CreateBuilder<WireGuardPeerState>();
        var allowed = ImmutableArray.CreateBuilder<IPNetwork>();
        var known = new HashSet<PublicKey>();
        WireGuardPeerState? peer = null;
        var isWhole = false;
        foreach (var range in answer.Split((byte)'\n'))
        {
            var line = answer[range];
            var separator = line.IndexOf((byte)'=');
            if (separator < 0)
            {
                continue;
            }

            var key = line[..separator];
            var value = line[(separator + 1)..];
            if (key.SequenceEqual("private_key"u8))
            {
                device = device.PublicKey is null ? device with { PublicKey = PublicHalf(value) } : throw Unreadable();
            }
            else if (key.SequenceEqual("preshared_key"u8))
            {
                // Nobody's business: not even a string is made of it.
            }
            else if (key.SequenceEqual("public_key"u8))
            {
                Add(peers, peer, allowed);
                peer = new WireGuardPeerState(Key(value), null, [], null, 0, 0, 0);
                if (!known.Add(peer.PublicKey))
                {
                    throw Unreadable();
                }
            }
            else if (key.SequenceEqual("errno"u8))
            {
                var error = Number<uint>(value);
                isWhole = error == 0 ? true : throw new FormatException($"WireGuard's control socket answered with error {error}");
            }
            else if (peer is null)
            {
                device = OfDevice(device, key, value);
            }
            else
            {
                peer = OfPeer(peer, allowed, key, value);
            }
        }

        Add(peers, peer, allowed);
        return isWhole ? device with { Peers = peers.ToImmutable() } : throw new FormatException("WireGuard's control socket gave half an answer");
    }

    private static void Add(ImmutableArray<WireGuardPeerState>.Builder peers, WireGuardPeerState? peer, ImmutableArray<IPNetwork>.Builder allowed)
    {
        if (peer is not null)
        {
            peers.Add(peer with { AllowedIPs = allowed.DrainToImmutable() });
        }
    }

    private static WireGuardState OfDevice(WireGuardState device, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        => key.SequenceEqual("listen_port"u8) ? device with { ListenPort = Number<ushort>(value) }
            : key.SequenceEqual("fwmark"u8) ? device with { FwMark = Number<uint>(value) }
            : device;

    private static WireGuardPeerState OfPeer(WireGuardPeerState peer, ImmutableArray<IPNetwork>.Builder allowed, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("allowed_ip"u8))
        {
            // A peer may have thousands: they are put into the peer once, when it is whole.
            allowed.Add(IPNetwork.TryParse(Encoding.ASCII.GetString(value), out var network) ? network : throw Unreadable());
            return peer;
        }

        // An endpoint that cannot be read is none, as in the dump.
        return key.SequenceEqual("endpoint"u8) ? peer with { Endpoint = IPEndPoint.TryParse(Encoding.ASCII.GetString(value), out var endpoint) ? endpoint : null }
            : key.SequenceEqual("last_handshake_time_sec"u8) ? peer with { LatestHandshake = Number<long>(value) is > 0 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null }
            : key.SequenceEqual("rx_bytes"u8) ? peer with { ReceivedBytes = Number<long>(value) }
            : key.SequenceEqual("tx_bytes"u8) ? peer with { SentBytes = Number<long>(value) }
            : key.SequenceEqual("persistent_keepalive_interval"u8) ? peer with { PersistentKeepalive = Number<ushort>(value) }
            : peer;
    }

    private static T Number<T>(ReadOnlySpan<byte> digits)
        where T : System.Numerics.INumber<T>
        => T.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable();

    private static PublicKey Key(ReadOnlySpan<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[PublicKey.Length];
        Decode(digits, bytes);
        return PublicKey.FromBytes(bytes) is { IsZero: false } key ? key : throw Unreadable();
    }

    // A device without a key may say so by zeros.
    private static PublicKey? PublicHalf(ReadOnlySpan<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[PrivateKey.Length];
        try
        {
            Decode(digits, bytes);
            if (!bytes.ContainsAnyExcept((byte)0))
            {
                return null;
            }

            using var key = PrivateKey.FromBytes(bytes);
            return key.PublicKey;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static void Decode(ReadOnlySpan<byte> digits, Span<byte> bytes)
    {
        if (digits.Length != KeyDigits || Convert.FromHexString(digits, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            throw Unreadable();
        }
    }

    private static FormatException Unreadable() => new("WireGuard's control socket gave a line that cannot be read");
}
