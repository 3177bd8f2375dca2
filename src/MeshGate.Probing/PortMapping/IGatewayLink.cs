namespace MeshGate.Probing.PortMapping;

/// <summary>A socket for PCP and NAT-PMP with one router.</summary>
public interface IGatewayLink : IDisposable
{
    /// <summary>Sends a request. It may be lost, as datagrams may.</summary>
    void Send(ReadOnlySpan<byte> datagram);
}
