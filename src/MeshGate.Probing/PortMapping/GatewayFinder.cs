using System.Net;
using System.Net.Sockets;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Probing.PortMapping;

/// <inheritdoc cref="IGatewayFinder"/>
/// <param name="tunnel">The tunnel's interface.</param>
public sealed class GatewayFinder(string tunnel) : IGatewayFinder
{
    /// <inheritdoc/>
    public DefaultGateway? Find()
    {
        try
        {
            return RouteFile.FindDefault(File.ReadLines(RouteFile.Path), tunnel) is { } found
                ? new DefaultGateway(found.Interface, found.Gateway, SourceTowards(found.Interface, found.Gateway))
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SocketException)
        {
            // The interface went away while it was looked at; the next look is soon.
            return null;
        }
    }

    private static IPAddress SourceTowards(string @interface, IPAddress gateway)
    {
        using var socket = LanSocket.Open(SocketType.Dgram, ProtocolType.Udp, @interface);
        socket.Connect(new IPEndPoint(gateway, PcpCodec.ServerPort));
        return ((IPEndPoint)socket.LocalEndPoint!).Address;
    }
}
