using System.Collections.Immutable;
using MeshGate.Core.Gateways;
using MeshGate.Core.Routes;
using MeshGate.Core.Validation;

namespace MeshGate.Operator.Gateways;

/// <summary>A route to networks, with the gateways that each of its clients is told.</summary>
/// <param name="Route">The route as a person wrote it.</param>
/// <param name="Generation">The generation of its spec.</param>
/// <param name="Gateways">Its gateways, in the order of the spec.</param>
/// <param name="Clients">The clients, as they were ranked for.</param>
/// <param name="Ranking">The gateways of each client, best first; empty for one that knows none of them.</param>
/// <param name="Overlaps">What of its networks other routes take part of.</param>
public sealed record PlannedGateways(
    RouteSnapshot Route,
    long? Generation,
    ImmutableArray<GatewayOption> Gateways,
    ImmutableSortedDictionary<string, GatewayClient> Clients,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Ranking,
    ImmutableArray<Finding> Overlaps);
