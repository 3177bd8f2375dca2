using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Discovery;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>What is to be measured. A new one ends what the one before began.</summary>
/// <param name="Servers">Whom to ask, those that answered last first.</param>
/// <param name="Own">The machine's own addresses.</param>
/// <param name="Longest">The longest mapping lifetime worth telling from longer ones.</param>
public sealed record BehaviorOrder(ImmutableArray<StunServer> Servers, ImmutableArray<IPAddress> Own, TimeSpan Longest);
