using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
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

            LinuxSocket.BindToDevice(_socket, interfaceName);
            _socket.Bind(new IPEndPoint(_isDual ? IPAddress.IPv6Any : IPAddress.Any, HelloCodec.Port));
            _socket.Blocking = false;
            From = new IPEndPoint(_isDual ? IPAddress.IPv6Any : IPAddress.Any, 0).Serialize();
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Where the last datagram came from.</summary>
    private SocketAddress From { get; }

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
    /// <remarks>Not by the bytes that wait: an empty datagram would wait for ever.</remarks>
    public bool Wait(TimeSpan time) => _socket.Poll(time, SelectMode.SelectRead);

    /// <summary>Takes the datagram that waits.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="length">Its length; one that does not fit is cut.</param>
    /// <param name="source">The key of the mesh address that it came from; 0 if it is no hello's port.</param>
    /// <returns>Whether another one waits.</returns>
    public bool Receive(Span<byte> buffer, out int length, out UInt128 source)
    {
        (length, source) = (0, 0);
        try
        {
            From.Size = From.Buffer.Length;
            length = _socket.ReceiveFrom(buffer, SocketFlags.None, From);
        }
        catch (SocketException)
        {
            // An ICMP error of an earlier send, or a datagram that is too long.
            return Wait(TimeSpan.Zero);
        }

        var bytes = From.Buffer.Span;
        if (BinaryPrimitives.ReadUInt16BigEndian(bytes[PortAt..]) == HelloCodec.Port)
        {
            source = _isDual
                ? BinaryPrimitives.ReadUInt128BigEndian(bytes[IPv6AddressAt..])
                : new UInt128(0, 0xffff_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(bytes[IPv4AddressAt..]));
        }

        return Wait(TimeSpan.Zero);
    }

    /// <summary>Sends one hello; false if the interface is gone, so that the socket is of no use any more.</summary>
    public bool Send(SocketAddress to, ReadOnlySpan<byte> hello)
    {
        try
        {
            _socket.SendTo(hello, SocketFlags.None, to);
            return true;
        }
        catch (SocketException error)
        {
            return error.NativeErrorCode is not (NoSuchDevice or NoSuchAddress);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
