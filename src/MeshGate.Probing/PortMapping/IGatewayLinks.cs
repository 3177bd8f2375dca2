using MeshGate.Traversal.PortMapping;

namespace MeshGate.Probing.PortMapping;

/// <summary>Opens sockets for PCP and NAT-PMP.</summary>
public interface IGatewayLinks
{
    /// <summary>Opens one; null if the system refuses.</summary>
    /// <param name="gateway">The router.</param>
    /// <param name="tell">Told of what comes from it, on any thread.</param>
    IGatewayLink? Open(DefaultGateway gateway, Action<PortMapperEvent> tell);
}
