using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Sockets;

namespace MeshGate.NodeDaemon.Connections;

/// <summary>
/// The loopback address to which WireGuard sends what it has for one peer that sleeps. The socket is connected to WireGuard's port, so that
/// nobody else's packets come in.
/// </summary>
internal sealed class SleepTrap : IPolled, IDisposable
{
    private const byte InitiationType = 1;
    private const byte DataType = 4;
    private const int InitiationLength = 148;
    private const int KeepaliveLength = 32;

    private readonly string _peer;
    private readonly SocketPoller _poller;
    private readonly Action<AgentEvent> _post;
    private readonly Socket _socket;
    private readonly long _token;
    private int _onTheirWay;
    private volatile bool _disposed;

    public SleepTrap(string peer, IPAddress address, int wireGuardPort, SocketPoller poller, Action<AgentEvent> post)
    {
        (_peer, _poller, _post) = (peer, poller, post);
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.Blocking = false;
            _socket.Bind(new IPEndPoint(address, 0));
            Connect(wireGuardPort);
            Address = (IPEndPoint)_socket.LocalEndPoint!;
            _token = poller.Add(_socket, this);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Where WireGuard is to send.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Whether a packet begins a handshake (WireGuard's paper, section 5.4.2).</summary>
    public static bool IsInitiation(ReadOnlySpan<byte> packet) => packet.Length == InitiationLength && packet[0] == InitiationType;

    /// <summary>Whether somebody waits for the packet to arrive: keepalives, answers and garbage are nobody's.</summary>
    public static bool IsWanted(ReadOnlySpan<byte> packet) => IsInitiation(packet) || (packet.Length > KeepaliveLength && packet[0] == DataType);

    /// <summary>Follows WireGuard to another port.</summary>
    public void Connect(int wireGuardPort) => _socket.Connect(IPAddress.Loopback, wireGuardPort);

    /// <summary>A packet was dealt with.</summary>
    public void Taken() => Interlocked.Decrement(ref _onTheirWay);

    /// <inheritdoc/>
    public void OnReadable(byte[] buffer)
    {
        if (_disposed)
        {
            return;
        }

        var length = _socket.Receive(buffer, SocketFlags.None, out var error);
        if (error != SocketError.Success || !IsWanted(buffer.AsSpan(0, length)))
        {
            return;
        }

        // What comes faster than the loop takes it is lost: no peer's traffic is to fill the daemon's memory.
        if (Interlocked.Increment(ref _onTheirWay) > CaughtPackets.Capacity)
        {
            Taken();
            return;
        }

        _post(new AgentEvent.PacketCaught(_peer, buffer.AsSpan(0, length).ToArray()));
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
}
