using MeshGate.Core.LoadBalancing;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How clients are spread over the gateways of one route. What is left open is as the MeshPolicies of each client say.</summary>
public sealed record RouteLoadBalancing
{
    /// <summary>The way, as in a MeshPolicy.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    public LoadBalancingStrategy? Strategy { get; set; }

    /// <summary>Whether a client keeps its gateway while that is up.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    public bool? StickySessions { get; set; }
}
