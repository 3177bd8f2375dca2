using System.Net;
using System.Net.Sockets;
using MeshGate.Traversal.PortMapping.Upnp;

namespace MeshGate.Probing.PortMapping;

/// <summary>Finds where a router describes itself, by SSDP on its own interface.</summary>
internal static class UpnpSearcher
{
    private const int MaxReplies = 64;
    private const int Hops = 2;

    /// <summary>How long replies are waited for; they may take the second that a search allows them (MX).</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>The search is sent again after this, once.</summary>
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(1.2);

    /// <summary>The location that the router itself names first; null if it does not answer.</summary>
    /// <exception cref="SocketException">The interface is gone.</exception>
    internal static async Task<Uri?> FindAsync(DefaultGateway gateway, TimeProvider time, CancellationToken cancellationToken)
    {
        using var socket = LanSocket.Open(SocketType.Dgram, ProtocolType.Udp, gateway.Interface);
        socket.Bind(new IPEndPoint(gateway.Local, 0));
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, gateway.Local.GetAddressBytes());
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, Hops);
        Search(socket);
        return await ReceiveAsync(socket, gateway, Repeat, time, cancellationToken)
            ?? await SearchAgainAsync(socket, gateway, time, cancellationToken);
    }

    private static Task<Uri?> SearchAgainAsync(Socket socket, DefaultGateway gateway, TimeProvider time, CancellationToken cancellationToken)
    {
        Search(socket);
        return ReceiveAsync(socket, gateway, Limit - Repeat, time, cancellationToken);
    }

    private static void Search(Socket socket)
    {
        foreach (var target in SsdpSearch.Targets)
        {
            socket.SendTo(SsdpSearch.Encode(target), new IPEndPoint(SsdpSearch.Group, SsdpSearch.Port));
        }
    }

    private static async Task<Uri?> ReceiveAsync(
        Socket socket, DefaultGateway gateway, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var buffer = new byte[UpnpLimits.MaxReply];
        var any = new IPEndPoint(IPAddress.Any, 0);
        try
        {
            for (var i = 0; i < MaxReplies; i++)
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, any, either.Token);
                var from = ((IPEndPoint)received.RemoteEndPoint).Address;
                if (SsdpSearch.TryReadReply(buffer.AsSpan(0, received.ReceivedBytes), from, gateway.Address, out var location))
                {
                    return location;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody answered in time.
        }

        return null;
    }
}
