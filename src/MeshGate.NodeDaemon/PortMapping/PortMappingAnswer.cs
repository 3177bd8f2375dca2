using System.Net;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>Whether a router speaks a protocol.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="IsSpoken">Whether the router answered in it, be it with a refusal.</param>
/// <param name="External">The router's outside address, where it told it; PCP tells none before it maps.</param>
/// <param name="Reason">What it said or why it said nothing, for a person.</param>
public sealed record PortMappingAnswer(PortMappingProtocol Protocol, bool IsSpoken, IPAddress? External, string Reason);
