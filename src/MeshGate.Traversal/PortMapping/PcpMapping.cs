using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>The part of a PCP response that is about one mapping (RFC 6887, section 11.1).</summary>
/// <param name="Nonce">Whose mapping it is.</param>
/// <param name="Protocol">The IP protocol; 17 is UDP.</param>
/// <param name="InternalPort">The port on this machine.</param>
/// <param name="External">The outside address and port.</param>
public readonly record struct PcpMapping(MappingNonce Nonce, byte Protocol, int InternalPort, IPEndPoint External);
