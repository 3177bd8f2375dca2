namespace MeshGate.Core.LoadBalancing;

/// <summary>How clients are spread over the gateways of one network.</summary>
public enum LoadBalancingStrategy
{
    /// <summary>One after the other.</summary>
    RoundRobin,

    /// <summary>One after the other, each as often as its weight says.</summary>
    WeightedRoundRobin,

    /// <summary>The one with the fewest clients.</summary>
    LeastConnections,

    /// <summary>The one with the least round-trip time from the client.</summary>
    LeastLatency,

    /// <summary>Any.</summary>
    Random,

    /// <summary>By the client's name, so that a gateway that comes or goes moves as few clients as can be.</summary>
    ConsistentHash,
}
