using MeshGate.Core.LoadBalancing;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How traffic to networks behind several gateways is spread over these.</summary>
public sealed record LoadBalancerSettings
{
    /// <summary>Off: every client takes the first gateway that is up.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("true")]
    public bool? Enabled { get; set; }

    /// <summary>
    /// How clients are spread: RoundRobin, WeightedRoundRobin (by spec.weight of the gateways), LeastConnections,
    /// LeastLatency, Random or ConsistentHash.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("\"RoundRobin\"")]
    public LoadBalancingStrategy? Strategy { get; set; }

    /// <summary>The time after which a client tries a gateway that did not forward again.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [DefaultValue("\"30s\"")]
    [DurationRange("1s", "1h")]
    public string? HealthCheckInterval { get; set; }

    /// <summary>Attempts after the first before another gateway is taken.</summary>
    [NotReadYet]
    [Unit("attempts")]
    [DefaultValue("3")]
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    public int? MaxRetries { get; set; }

    /// <summary>The time one attempt has.</summary>
    [NotReadYet]
    [DefaultValue("\"5s\"")]
    [DurationRange("100ms", "5m")]
    public string? RetryTimeout { get; set; }

    /// <summary>Whether a client keeps its gateway.</summary>
    [DefaultValue("{}")]
    public StickySessionSettings? StickySessions { get; set; }

    /// <summary>Clients that one gateway accepts.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Unit("clients")]
    [DefaultValue("50")]
    [RangeMinimum(1)]
    [RangeMaximum(10000)]
    public int? MaxConnectionsPerNode { get; set; }

    /// <summary>Whether a gateway that fails again and again is left out for a while.</summary>
    [DefaultValue("{}")]
    public CircuitBreakerSettings? CircuitBreaker { get; set; }
}
