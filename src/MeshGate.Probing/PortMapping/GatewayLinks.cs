using System.Net.Sockets;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Probing.PortMapping;

/// <inheritdoc cref="IGatewayLinks"/>
public sealed class GatewayLinks : IGatewayLinks
{
    /// <inheritdoc/>
    public IGatewayLink? Open(DefaultGateway gateway, Action<PortMapperEvent> tell)
    {
        try
        {
            return new GatewayLink(gateway, tell);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
