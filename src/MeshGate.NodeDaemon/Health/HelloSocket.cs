using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.Probing.Sockets;
using MeshGate.Traversal.Hellos;

namespace MeshGate.NodeDaemon.Health;

/// <summary>
/// The socket for hellos, bound to the tunnel's interface: the kernel takes packets for a mesh address at any interface, and only what
/// comes out of the tunnel is authenticated. It has no mark, unlike the daemon's other sockets: the mark keeps packets out of the mesh.
/// </summary>
internal sealed class HelloSocket : IDisposable
{
    private const int IPv6AddressAt = 8;
    private const int IPv4AddressAt = 4;
    private const int PortAt = 2;
    private const int NoSuchDevice = 19;
    private const int NoSuchAddress = 6;

    private const int Batch = 64;

    private readonly DatagramBatch _received = new(Batch, HelloCodec.Length + 1);
    private readonly DatagramBatch _sending = new(Batch, HelloCodec.Length);
    private readonly Socket _socket;
    private readonly bool _isDual;

    /// <exception cref="SocketException">There is no such interface, or the port is taken.</exception>
    public HelloSocket(string interfaceName)
    {
        _isDual = Socket.OSSupportsIPv6;
        _socket = new Socket(_isDual ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (_isDual)
            {
                _socket.DualMode = true;
            }

            // As much as the system allows: peers that restarted together send together.
            _socket.ReceiveBufferSize = 1 << 20;
            LinuxSocket.BindToDevice(_socket, interfaceName);
            DatagramBatch.Stamp(_socket);
            _socket.Bind(new IPEndPoint(_isDual ? IPAddress.IPv6Any : IPAddress.Any, HelloCodec.Port));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many datagrams <see cref="Receive"/> took.</summary>
    public int Received => _received.Count;

    /// <summary>A peer's mesh address as the socket wants it.</summary>
    public SocketAddress Serialize(IPAddress address)
        => new IPEndPoint(_isDual ? address.MapToIPv6() : address, HelloCodec.Port).Serialize();

    /// <summary>The key of a mesh address.</summary>
    public static UInt128 KeyOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Waits until a datagram is there; false if the time is over before.</summary>
    /// <param name="time">For how long, in whole milliseconds and not one too few: of less a poll would make nothing, and be asked again and again.</param>
    /// <remarks>Not by the bytes that wait: an empty datagram would wait for ever.</remarks>
    public bool Wait(TimeSpan time) => _socket.Poll(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), SelectMode.SelectRead);

    /// <summary>Takes what waits.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Receive()
    {
        _received.Receive(_socket);
        return _received.Count == _received.Capacity;
    }

    /// <summary>A datagram that was taken; one that does not fit was cut.</summary>
    /// <param name="index">Which.</param>
    /// <param name="source">The key of the mesh address that it came from; 0 if it is no hello's port.</param>
    /// <param name="age">How long it had waited.</param>
    public ReadOnlySpan<byte> Read(int index, out UInt128 source, out TimeSpan age)
    {
        age = _received.Age(index);
        var name = _received.Name(index);
        source = BinaryPrimitives.ReadUInt16BigEndian(name[PortAt..]) != HelloCodec.Port ? 0
            : _isDual ? BinaryPrimitives.ReadUInt128BigEndian(name[IPv6AddressAt..])
            : new UInt128(0, 0xffff_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(name[IPv4AddressAt..]));
        return _received.Bytes(index);
    }

    /// <summary>Has a hello sent with the next <see cref="Flush"/>.</summary>
    /// <returns>False as for <see cref="Flush"/>.</returns>
    public bool Send(SocketAddress to, ReadOnlySpan<byte> hello)
    {
        _sending.Add(to.Buffer.Span[..to.Size], hello);
        return _sending.Count < _sending.Capacity || Flush();
    }

    /// <summary>Sends; false if the interface is gone, so that the socket is of no use any more.</summary>
    public bool Flush() => _sending.Send(_socket) is not (NoSuchDevice or NoSuchAddress);

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _received.Dispose();
        _sending.Dispose();
    }
}
