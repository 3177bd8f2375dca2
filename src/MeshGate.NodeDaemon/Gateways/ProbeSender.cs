using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.Core.Routes;
using MeshGate.NodeDaemon.Network;
using MeshGate.Probing.Sockets;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>Sends one probe through the tunnel and waits for its answer.</summary>
/// <param name="interfaceName">The tunnel's interface: no probe takes another way.</param>
/// <param name="time">For its time-out.</param>
public sealed class ProbeSender(string interfaceName, TimeProvider time)
{
    private const int EchoLength = 16;
    private const int HeaderWord = 4;
    private const byte EchoRequest4 = 8;
    private const byte EchoReply4 = 0;
    private const byte EchoRequest6 = 128;
    private const byte EchoReply6 = 129;
    private const byte Icmp6 = 58;
    private readonly ushort _identifier = (ushort)RandomNumberGenerator.GetInt32(1 << 16);
    private int _sequence;

    /// <summary>Whether the machine answered in time: with an echo (RFC 792, RFC 4443), or by taking the connection.</summary>
    public async Task<bool> SendAsync(GatewayProbe probe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(probe);
        using var limit = new CancellationTokenSource(probe.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return probe.Type == ProbeType.Tcp ? await ConnectAsync(probe, either.Token) : await EchoAsync(probe.Address, either.Token);
        }
        catch (Exception error) when (error is SocketException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>An echo request, with its checksum where the kernel makes none (IPv4).</summary>
    public static byte[] Request(bool isFour, ushort identifier, ushort sequence)
    {
        var packet = new byte[EchoLength];
        packet[0] = isFour ? EchoRequest4 : EchoRequest6;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), identifier);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), sequence);
        if (isFour)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), InternetChecksum.Of(packet));
        }

        return packet;
    }

    /// <summary>Whether a packet from a raw socket (over IPv4 with its IP header) answers a request.</summary>
    public static bool IsReply(ReadOnlySpan<byte> packet, bool isFour, ushort identifier, ushort sequence)
    {
        if (isFour)
        {
            var header = packet.Length > 0 ? (packet[0] & 0xf) * HeaderWord : 0;
            if (header == 0 || packet.Length < header)
            {
                return false;
            }

            packet = packet[header..];
        }

        return packet.Length >= 8 && packet[0] == (isFour ? EchoReply4 : EchoReply6)
            && BinaryPrimitives.ReadUInt16BigEndian(packet[4..]) == identifier && BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) == sequence;
    }

    private async Task<bool> ConnectAsync(GatewayProbe probe, CancellationToken cancellationToken)
    {
        using var socket = new Socket(probe.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Prepare(socket);

        // A reset leaves nothing behind at either end.
        socket.LingerState = new LingerOption(true, 0);
        await socket.ConnectAsync(new IPEndPoint(probe.Address, probe.Port), cancellationToken);
        return true;
    }

    private async Task<bool> EchoAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var isFour = address.AddressFamily == AddressFamily.InterNetwork;
        using var socket = new Socket(address.AddressFamily, SocketType.Raw, isFour ? ProtocolType.Icmp : (ProtocolType)Icmp6);
        Prepare(socket);
        await socket.ConnectAsync(new IPEndPoint(address, 0), cancellationToken);
        var sequence = (ushort)Interlocked.Increment(ref _sequence);
        await socket.SendAsync(Request(isFour, _identifier, sequence), SocketFlags.None, cancellationToken);
        var buffer = new byte[256];
        bool IsAnswer(int length) => IsReply(buffer.AsSpan(0, length), isFour, _identifier, sequence);
        try
        {
            while (!IsAnswer(await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken)))
            {
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            // It may be this process that is late: what lies at the socket came in time.
            while (socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
            {
                if (IsAnswer(socket.Receive(buffer)))
                {
                    return true;
                }
            }

            return false;
        }
    }

    // The mark tells probes from traffic.
    private void Prepare(Socket socket)
    {
        LinuxSocket.Mark(socket);
        LinuxSocket.BindToDevice(socket, interfaceName);
    }
}
