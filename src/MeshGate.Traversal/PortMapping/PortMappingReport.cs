using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>What a person and the node's peers are told about port mapping.</summary>
/// <param name="Protocol">The protocol that mapped; null while none did.</param>
/// <param name="External">The outside address and port; null while there is none.</param>
/// <param name="IsReachable">Whether the internet might reach that address: it is no private one.</param>
/// <param name="Reason">How things stand, a sentence.</param>
public sealed record PortMappingReport(PortMappingProtocol? Protocol, IPEndPoint? External, bool IsReachable, string Reason);
