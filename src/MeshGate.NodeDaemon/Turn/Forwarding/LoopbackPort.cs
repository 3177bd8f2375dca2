using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.Probing.Sockets;

namespace MeshGate.NodeDaemon.Turn.Forwarding;

/// <summary>
/// The loopback address that stands for one address of a peer behind a TURN server. The socket is connected to WireGuard's port, so that
/// the kernel lets nobody else's datagrams in.
/// </summary>
internal sealed class LoopbackPort : IPolled, IDisposable
{
    private static int _last;

    private readonly SocketPoller _poller;
    private readonly Action<LoopbackPort, byte[], int> _forward;
    private readonly Socket _socket;
    private readonly long _token;
    private long _usedAt = Environment.TickCount64;
    private volatile bool _disposed;

    /// <summary>Room in front of received data, so that a header can be put there.</summary>
    public const int Headroom = 64;

    /// <summary>Opens a port.</summary>
    /// <param name="remote">The peer's address that it stands for.</param>
    /// <param name="isDynamic">Whether the peer's data brought it up, not an order.</param>
    /// <param name="wireGuardPort">WireGuard's port on this machine.</param>
    /// <param name="poller">Waits for the socket.</param>
    /// <param name="forward">Takes what WireGuard sends: the data begins at <see cref="Headroom"/> and has so many bytes.</param>
    public LoopbackPort(IPEndPoint remote, bool isDynamic, int wireGuardPort, SocketPoller poller, Action<LoopbackPort, byte[], int> forward)
    {
        Remote = remote;
        IsDynamic = isDynamic;
        _poller = poller;
        _forward = forward;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            LinuxSocket.Mark(_socket);
            LinuxSocket.Enlarge(_socket);
            _socket.Blocking = false;
            _socket.Bind(new IPEndPoint(NextAddress(), 0));
            Connect(wireGuardPort);
            Loopback = (IPEndPoint)_socket.LocalEndPoint!;
            _token = poller.Add(_socket, this);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>The peer's address.</summary>
    public IPEndPoint Remote { get; }

    /// <summary>Whether the peer's data brought it up.</summary>
    public bool IsDynamic { get; }

    /// <summary>What WireGuard sees the peer at.</summary>
    public IPEndPoint Loopback { get; }

    /// <summary>The channel that is bound to the peer's address; 0 while there is none.</summary>
    public ushort Channel { get; set; }

    /// <summary>When WireGuard last sent here, or when it was opened, in <see cref="Environment.TickCount64"/>.</summary>
    public long UsedAt => Volatile.Read(ref _usedAt);

    /// <summary>Follows WireGuard to another port.</summary>
    public void Connect(int wireGuardPort) => _socket.Connect(IPAddress.Loopback, wireGuardPort);

    /// <summary>Hands data of the peer's to WireGuard; false when it was lost.</summary>
    public bool Deliver(ReadOnlySpan<byte> data)
    {
        if (_disposed)
        {
            return false;
        }

        _ = _socket.Send(data, SocketFlags.None, out var error);
        return error == SocketError.Success;
    }

    /// <inheritdoc/>
    public void OnReadable(byte[] buffer)
    {
        if (_disposed)
        {
            return;
        }

        var length = _socket.Receive(buffer.AsSpan(Headroom, buffer.Length - (2 * Headroom)), SocketFlags.None, out var error);
        if (error == SocketError.Success && length > 0)
        {
            Volatile.Write(ref _usedAt, Environment.TickCount64);
            _forward(this, buffer, length);
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

    // 127.77.0.1 to 127.77.255.254, each its own until all were used.
    private static IPAddress NextAddress()
    {
        var next = (uint)Interlocked.Increment(ref _last) % 65534;
        return new IPAddress([127, 77, (byte)((next + 1) >> 8), (byte)(next + 1)]);
    }
}
