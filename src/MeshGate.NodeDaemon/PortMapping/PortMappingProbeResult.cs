using System.Collections.Immutable;

namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>What a <see cref="PortMappingProbe"/> found out.</summary>
/// <param name="Gateway">The router; null where this machine has no default gateway over IPv4.</param>
/// <param name="Answers">An answer for each protocol, in the order in which they are tried; empty without a router.</param>
public sealed record PortMappingProbeResult(DefaultGateway? Gateway, ImmutableArray<PortMappingAnswer> Answers);
