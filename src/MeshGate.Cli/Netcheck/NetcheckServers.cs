using System.Collections.Immutable;
using MeshGate.Core.Addressing;

namespace MeshGate.Cli.Netcheck;

/// <summary>Whom to ask.</summary>
/// <param name="Stun">STUN servers.</param>
/// <param name="Turn">TURN servers.</param>
/// <param name="Source">Where they are named, for a person.</param>
public sealed record NetcheckServers(ImmutableArray<HostEndpoint> Stun, ImmutableArray<TurnAddress> Turn, string Source);
