using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Discovery;

/// <summary>Begins a discovery; one that is under way is abandoned without a result.</summary>
/// <param name="Servers">
/// Whom to ask. Those put aside are left out unless that leaves none of their address family, and at most
/// <see cref="StunDiscoveryTimers.MaxServers"/> are asked.
/// </param>
/// <param name="Transactions">Fresh ids from a cryptographic random source, at least as many as there are servers.</param>
/// <param name="LocalEndpoints">The machine's own addresses with the port asked from: seen by a server, they mean that no NAT is there.</param>
public sealed record StunDiscoveryStart(
    ImmutableArray<StunServer> Servers,
    ImmutableArray<TransactionId> Transactions,
    ImmutableArray<IPEndPoint> LocalEndpoints) : StunDiscoveryEvent;
