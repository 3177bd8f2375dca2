using System.Collections.Immutable;

namespace MeshGate.Traversal.Discovery;

/// <summary>What a discovery found.</summary>
/// <param name="Probes">Each server asked and what became of it; a slow one may still be pending.</param>
/// <param name="Ipv4">The finding for IPv4; null when no IPv4 server was asked.</param>
/// <param name="Ipv6">The finding for IPv6; null when no IPv6 server was asked.</param>
public sealed record StunDiscoveryResult(ImmutableArray<StunProbe> Probes, MappingFinding? Ipv4, MappingFinding? Ipv6);
