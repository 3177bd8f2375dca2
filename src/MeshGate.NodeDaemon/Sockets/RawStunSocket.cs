using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MeshGate.Probing.Sockets;

namespace MeshGate.NodeDaemon.Sockets;

/// <summary>
/// Sends and receives STUN on a port that WireGuard owns: a raw UDP socket gets a copy of each STUN message for that port, and
/// hand-built datagrams leave from it. Sends do not block and may be lost, as datagrams may.
/// </summary>
public sealed class RawStunSocket : IPolled, IDisposable
{
    private const int SolSocket = 1;
    private const int SoAttachFilter = 26;
    private const int SoMark = 36;
    private const int SoLockFilter = 44;
    private const int SolIPv6 = 41;
    private const int IPv6Checksum = 7;
    private const int UdpHeaderLength = 8;
    private const int MaxMessage = 1500;

    /// <summary>After so many errors with no message between them the socket is given up, lest the poller spin.</summary>
    private const int MaxErrors = 1000;

    private readonly Socket _socket;
    private readonly AddressFamily _family;
    private readonly ushort _port;
    private readonly SocketPoller _poller;
    private readonly Action<IPEndPoint, ReadOnlyMemory<byte>> _onMessage;
    private readonly Action<SocketException> _onBroken;
    private readonly long _token;
    private int _errors;
    private volatile bool _disposed;

    /// <summary>Opens the socket in the calling thread's network namespace. Needs CAP_NET_RAW and CAP_NET_ADMIN.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="port">WireGuard's port.</param>
    /// <param name="poller">Waits for messages.</param>
    /// <param name="onMessage">Is handed each message, on the poller's thread, with the address that it came from. The memory is the poller's again afterwards.</param>
    /// <param name="onBroken">Is told that the socket gives nothing but errors, and nothing after that.</param>
    /// <exception cref="SocketException">The system refused, for want of rights or of the address family.</exception>
    public RawStunSocket(AddressFamily family, ushort port, SocketPoller poller, Action<IPEndPoint, ReadOnlyMemory<byte>> onMessage, Action<SocketException> onBroken)
    {
        (_family, _port, _poller, _onMessage, _onBroken) = (family, port, poller, onMessage, onBroken);
        _socket = new Socket(family, SocketType.Raw, ProtocolType.Udp);
        try
        {
            Attach(StunPacketFilter.DropAll);
            Drain();
            Attach(StunPacketFilter.For(family, port));
            SetOption(SolSocket, SoLockFilter, 1);
            SetOption(SolSocket, SoMark, (int)PacketMark.Value);
            if (family == AddressFamily.InterNetworkV6)
            {
                SetOption(SolIPv6, IPv6Checksum, 6);
            }

            _socket.Bind(new IPEndPoint(Wildcard, 0));
            _token = poller.Add(_socket, this);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one STUN message from WireGuard's port. The kernel chooses the source address.</summary>
    /// <returns>False if the system would not take it (no route, address family absent, buffer full).</returns>
    public bool TrySend(IPEndPoint to, ReadOnlySpan<byte> message)
    {
        Span<byte> packet = stackalloc byte[UdpHeaderLength + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(packet, _port);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)to.Port);
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)packet.Length);

        // IPv4 may leave the checksum out (RFC 768); for IPv6 the kernel fills it in.
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], 0);
        message.CopyTo(packet[UdpHeaderLength..]);
        try
        {
            return _socket.SendTo(packet, SocketFlags.None, new IPEndPoint(to.Address, 0)) == packet.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void OnReadable(byte[] buffer)
    {
        if (_disposed)
        {
            return;
        }

        EndPoint source = new IPEndPoint(Wildcard, 0);
        try
        {
            var length = _socket.ReceiveFrom(buffer, ref source);
            _errors = 0;
            if (Unwrap(buffer.AsMemory(0, length), out var sourcePort) is { } message)
            {
                _onMessage(new IPEndPoint(((IPEndPoint)source).Address, sourcePort), message);
            }
        }
        catch (SocketException error)
        {
            // An ICMP error of an earlier send; the socket stays good.
            if (++_errors == MaxErrors)
            {
                _onBroken(error);
            }
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _poller.Remove(_socket, _token);
            _socket.Dispose();
        }
    }

    private IPAddress Wildcard => _family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;

    /// <summary>Takes the headers off, checking again what the filter checked.</summary>
    private ReadOnlyMemory<byte>? Unwrap(ReadOnlyMemory<byte> packet, out ushort sourcePort)
    {
        sourcePort = 0;
        var ipHeader = _family == AddressFamily.InterNetwork && packet.Length > 0 ? (packet.Span[0] & 0xf) * 4 : 0;
        if (packet.Length < ipHeader + UdpHeaderLength)
        {
            return null;
        }

        var udp = packet[ipHeader..];
        sourcePort = BinaryPrimitives.ReadUInt16BigEndian(udp.Span);
        var length = BinaryPrimitives.ReadUInt16BigEndian(udp.Span[4..]);
        return BinaryPrimitives.ReadUInt16BigEndian(udp.Span[2..]) == _port && length >= UdpHeaderLength && length <= udp.Length && length <= MaxMessage
            ? udp[UdpHeaderLength..length]
            : null;
    }

    private void Drain()
    {
        var buffer = new byte[1];
        _socket.Blocking = false;
        for (var i = 0; i < 1000 && _socket.Available > 0; i++)
        {
            try
            {
                _ = _socket.Receive(buffer);
            }
            catch (SocketException)
            {
                // Truncated or in error: gone from the queue either way.
            }
        }
    }

    private void SetOption(int level, int name, int value)
        => _socket.SetRawSocketOption(level, name, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));

    private unsafe void Attach(IReadOnlyList<BpfInstruction> program)
    {
        var instructions = program.ToArray();
        fixed (BpfInstruction* first = instructions)
        {
            var header = new SockFprog { Length = (ushort)instructions.Length, Filter = first };
            _socket.SetRawSocketOption(SolSocket, SoAttachFilter, new ReadOnlySpan<byte>(&header, sizeof(SockFprog)));
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct SockFprog
    {
        public ushort Length;
        public BpfInstruction* Filter;
    }
}
