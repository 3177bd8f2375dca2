using System.Net;
using System.Net.Sockets;
using MeshGate.Traversal.PortMapping;
using MeshGate.Traversal.PortMapping.Upnp;

namespace MeshGate.Probing.PortMapping;

/// <summary>
/// A connected UDP socket: the kernel lets through what comes from the router's port alone, and its source port is random. Beside it
/// sockets that hear the router's announcements, where the ports for that are free.
/// </summary>
internal sealed class GatewayLink : IGatewayLink
{
    private const int MaxDatagram = 1500;

    private static readonly IPAddress AllHosts = new([224, 0, 0, 1]);

    private readonly CancellationTokenSource _stop = new();
    private readonly DefaultGateway _gateway;
    private readonly Action<PortMapperEvent> _tell;
    private readonly Socket _requests;
    private readonly Socket? _announcements;
    private readonly Socket? _notices;
    private ulong? _life;

    internal GatewayLink(DefaultGateway gateway, Action<PortMapperEvent> tell)
    {
        (_gateway, _tell) = (gateway, tell);
        _requests = LanSocket.Open(SocketType.Dgram, ProtocolType.Udp, gateway.Interface);
        try
        {
            _requests.Bind(new IPEndPoint(gateway.Local, 0));
            _requests.Connect(new IPEndPoint(gateway.Address, PcpCodec.ServerPort));
        }
        catch
        {
            _requests.Dispose();
            throw;
        }

        _announcements = OpenGroup(gateway, AllHosts, PcpCodec.AnnouncementPort);
        _notices = OpenGroup(gateway, SsdpSearch.Group, SsdpSearch.Port);
        _ = ReceiveAsync(_requests, (from, datagram) => _tell(new PortMapperEvent.DatagramReceived(from, datagram.ToArray())));
        if (_announcements is not null)
        {
            _ = ReceiveAsync(_announcements, (from, _) => Hear(from));
        }

        if (_notices is not null)
        {
            _ = ReceiveAsync(_notices, (from, datagram) => HearNotice(from, datagram.Span));
        }
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> datagram)
    {
        try
        {
            _requests.Send(datagram);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            _tell(new PortMapperEvent.PortUnreachable());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // No route, no buffer, no interface: lost, as datagrams may be.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _requests.Dispose();
        _announcements?.Dispose();
        _notices?.Dispose();
        _stop.Dispose();
    }

    private static Socket? OpenGroup(DefaultGateway gateway, IPAddress group, int port)
    {
        Socket? socket = null;
        try
        {
            socket = LanSocket.Open(SocketType.Dgram, ProtocolType.Udp, gateway.Interface);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(group, port));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, gateway.Local));
            return socket;
        }
        catch (SocketException)
        {
            // Another program has the port. A restarted router is then noticed by the next poll.
            socket?.Dispose();
            return null;
        }
    }

    private void Hear(IPEndPoint from)
    {
        if (from.Address.Equals(_gateway.Address))
        {
            _tell(new PortMapperEvent.Announced());
        }
    }

    /// <summary>UPnP repeats that all is well; only a router that seems to have restarted is news.</summary>
    private void HearNotice(IPEndPoint from, ReadOnlySpan<byte> notice)
    {
        if (from.Address.Equals(_gateway.Address) && SsdpNotice.TryReadAlive(notice, out var life) && life != _life)
        {
            _life = life;
            Hear(from);
        }
    }

    private async Task ReceiveAsync(Socket socket, Action<IPEndPoint, ReadOnlyMemory<byte>> onDatagram)
    {
        var buffer = new byte[MaxDatagram];
        var any = new IPEndPoint(IPAddress.Any, 0);
        var stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, any, stop);
                onDatagram((IPEndPoint)received.RemoteEndPoint, buffer.AsMemory(0, received.ReceivedBytes));
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
            {
                _tell(new PortMapperEvent.PortUnreachable());
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.MessageSize)
            {
                // An ICMP error of an earlier send, or a datagram longer than any answer; the socket stays good.
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }
}
