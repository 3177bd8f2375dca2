using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.Probing.Sockets;

namespace MeshGate.NodeDaemon.Turn.Forwarding;

/// <summary>UDP to a TURN server. The socket is connected: the kernel takes the server's datagrams alone.</summary>
internal sealed class UdpTurnLink : TurnLink, IPolled
{
    private readonly SocketPoller _poller;
    private readonly Socket _socket;
    private ITurnReceiver? _receiver;
    private long _token;
    private volatile bool _disposed;

    public UdpTurnLink(IPEndPoint address, SocketPoller poller)
    {
        _poller = poller;
        _socket = MakeSocket(address, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.Blocking = false;
            LinuxSocket.Enlarge(_socket);
            _socket.Connect(address);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool IsReliable => false;

    /// <inheritdoc/>
    public override bool TrySend(ReadOnlySpan<byte> message)
    {
        if (_disposed)
        {
            return false;
        }

        _ = _socket.Send(message, SocketFlags.None, out var error);
        Doubt(error);
        return error == SocketError.Success;
    }

    /// <inheritdoc/>
    public override void Receive(ITurnReceiver receiver)
    {
        _receiver = receiver;
        _token = _poller.Add(_socket, this);
    }

    /// <inheritdoc/>
    public void OnReadable(byte[] buffer)
    {
        if (_disposed)
        {
            return;
        }

        var length = _socket.Receive(buffer, SocketFlags.None, out var error);
        if (error == SocketError.Success)
        {
            _receiver!.OnMessage(buffer.AsSpan(0, length));
        }

        Doubt(error);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            if (_token != 0)
            {
                _poller.Remove(_socket, _token);
            }

            _socket.Dispose();
        }
    }

    private void Doubt(SocketError error)
    {
        if (error is SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable)
        {
            _receiver?.OnDoubt();
        }
    }
}
