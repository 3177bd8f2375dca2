using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Traffic;

/// <summary>Pings (RFC 792, RFC 4443) from inside a namespace.</summary>
public static class IcmpEcho
{
    private const int Length = 64;
    private const int TokenOffset = 8;
    private const int TokenLength = 16;

    /// <summary>The round-trip time, or null when there was no answer in time.</summary>
    public static async Task<TimeSpan?> PingAsync(
        NetworkNamespace from, IPAddress address, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(time);
        var ipv4 = address.AddressFamily == AddressFamily.InterNetwork;
        using var socket = from.CreateSocket(
            address.AddressFamily, SocketType.Raw, ipv4 ? ProtocolType.Icmp : ProtocolType.IcmpV6);
        var request = Request(ipv4, out var token);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            var start = time.GetTimestamp();
            await socket.SendToAsync(request, new IPEndPoint(address, 0), patience.Token);
            var buffer = new byte[2048];
            while (true)
            {
                // A raw socket hears every ICMP packet of its namespace; the token is in our answer alone.
                var length = await socket.ReceiveAsync(buffer, patience.Token);
                if (IsReply(buffer.AsSpan(0, length), ipv4, token))
                {
                    return time.GetElapsedTime(start);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    internal static byte[] Request(bool ipv4, out byte[] token)
    {
        token = RandomNumberGenerator.GetBytes(TokenLength);
        var request = new byte[Length];
        request[0] = (byte)(ipv4 ? 8 : 128);
        token.CopyTo(request, TokenOffset);
        if (ipv4)
        {
            // For IPv6 the kernel computes the checksum, which covers the addresses.
            BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(2), Checksum(request));
        }

        return request;
    }

    internal static bool IsReply(ReadOnlySpan<byte> packet, bool ipv4, byte[] token)
    {
        var start = ipv4 && packet.Length > 0 ? (packet[0] & 0xf) * 4 : 0;
        return packet.Length == start + Length
            && packet[start] == (ipv4 ? 0 : 129)
            && packet.Slice(start + TokenOffset, TokenLength).SequenceEqual(token);
    }

    // RFC 1071; the length is even.
    private static ushort Checksum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        for (var i = 0; i < data.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(data[i..]);
        }

        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
