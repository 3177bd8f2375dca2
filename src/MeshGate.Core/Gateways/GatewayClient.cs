using System.Collections.Immutable;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Gateways;

/// <summary>A node that reaches a network through gateways.</summary>
/// <param name="Name">Its MeshNode.</param>
/// <param name="Settings">Its policy's load balancing, with what the route says instead.</param>
/// <param name="Reachable">The gateways among its peers.</param>
public sealed record GatewayClient(string Name, LoadBalancerBlock Settings, ImmutableHashSet<string> Reachable)
{
    /// <summary>The gateways in the order that it has now; empty where it has none.</summary>
    public ImmutableArray<string> Previous { get; init; } = [];

    /// <summary>What it measured towards gateways, which <see cref="LoadBalancingStrategy.LeastLatency"/> goes by.</summary>
    public ImmutableArray<PeerMeasurement> Measurements { get; init; } = [];
}
