using MeshGate.Core.LoadBalancing;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How one of several is chosen that can do the same: gateways to a network, relays, hubs and TURN servers; and when one that fails is left alone.</summary>
public sealed record LoadBalancerSettings
{
    /// <summary>Off: every node takes the first: of gateways in the order of the route, of relays and hubs the heaviest, of TURN servers the fastest.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [DefaultValue("true")]
    public bool? Enabled { get; set; }

    /// <summary>
    /// How nodes are spread over gateways: RoundRobin, WeightedRoundRobin (by the gateways' spec.weight), LeastConnections, LeastLatency, Random or
    /// ConsistentHash; over TURN servers, of those that are equally fast, too. Relays and hubs get their share of nodes by spec.weight whatever the
    /// strategy, and a node keeps them until there is a reason; LeastConnections prefers those with less load, LeastLatency those that are nearer by far.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [DefaultValue("\"RoundRobin\"")]
    public LoadBalancingStrategy? Strategy { get; set; }

    /// <summary>The time after which what failed is tried again: a gateway that did not forward, and whatever has an open circuit breaker.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [DefaultValue("\"30s\"")]
    [DurationRange("1s", "1h")]
    public string? HealthCheckInterval { get; set; }

    /// <summary>Requests after the first that a relay may leave without an answer before the next relay is asked; 0 counts as 1. A gateway's probe has a threshold of its own.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("requests")]
    [DefaultValue("3")]
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    public int? MaxRetries { get; set; }

    /// <summary>The time that a TURN server has for a connection, and then for an allocation; and that a relay has for the answer to a request, 3s at most.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"5s\"")]
    [DurationRange("100ms", "5m")]
    public string? RetryTimeout { get; set; }

    /// <summary>Whether a node keeps its gateway, relays and hubs, and a session its TURN server.</summary>
    [DefaultValue("{}")]
    public StickySessionSettings? StickySessions { get; set; }

    /// <summary>Clients that one gateway accepts, as long as another has room; of one node, the sessions that go through one TURN server.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [Unit("clients")]
    [DefaultValue("50")]
    [RangeMinimum(1)]
    [RangeMaximum(10000)]
    public int? MaxConnectionsPerNode { get; set; }

    /// <summary>When what fails again and again is left alone for a while.</summary>
    [DefaultValue("{}")]
    public CircuitBreakerSettings? CircuitBreaker { get; set; }
}
