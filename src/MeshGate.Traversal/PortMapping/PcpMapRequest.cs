using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>A MAP request for one UDP port (RFC 6887, section 11.1).</summary>
/// <param name="Client">The address that the request is sent from.</param>
/// <param name="Nonce">Whose mapping it is.</param>
/// <param name="InternalPort">The port on this machine, 1 to 65535.</param>
/// <param name="SuggestedPort">The wished outside port; 0 for any.</param>
/// <param name="LifetimeSeconds">The wished lifetime; 0 deletes the mapping.</param>
public readonly record struct PcpMapRequest(IPAddress Client, MappingNonce Nonce, int InternalPort, int SuggestedPort, uint LifetimeSeconds);
