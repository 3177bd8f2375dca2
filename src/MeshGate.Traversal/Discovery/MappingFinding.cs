using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.Discovery;

/// <summary>What a discovery found for one address family.</summary>
/// <param name="Mapping">The NATs' behaviour.</param>
/// <param name="Addresses">The distinct addresses that servers saw, in the order of the servers.</param>
/// <param name="Reason">What the finding rests on: a sentence for a person.</param>
public sealed record MappingFinding(MappingBehavior Mapping, ImmutableArray<IPEndPoint> Addresses, string Reason);
