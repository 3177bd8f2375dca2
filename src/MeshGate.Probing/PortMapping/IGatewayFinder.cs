namespace MeshGate.Probing.PortMapping;

/// <summary>Finds the router that might lend a port.</summary>
public interface IGatewayFinder
{
    /// <summary>
    /// The gateway of the default route with the lowest metric, other than the tunnel's; null if there is none. A port lent by
    /// another gateway would be of no use: answers leave through this one.
    /// </summary>
    DefaultGateway? Find();
}
