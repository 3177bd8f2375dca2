using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What became of the route. The operator writes it.</summary>
public sealed record MeshRouteStatus
{
    /// <summary>The <c>metadata.generation</c> that this status answers.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>How the route fares: Active, FailedOver, Recovering or Failed, by the daemon at the source of one to a node; on one to cidrs Active while every client has its first gateway, Failed while one has none that works. Absent while that is not known.</summary>
    public RouteState? State { get; set; }

    /// <summary>The path in use, on a route to a node; absent while none is.</summary>
    public RoutePathStatus? ActivePath { get; set; }

    /// <summary>Every path of the route, the primary one first. At most 16.</summary>
    [Items(0, 16)]
    public IReadOnlyList<RoutePathStatus>? Paths { get; set; }

    /// <summary>The gateways of a route to cidrs in the order of its spec, and who uses them.</summary>
    [Items(0, 16)]
    public IReadOnlyList<RouteGatewayStatus>? Gateways { get; set; }

    /// <summary>What happened when paths failed.</summary>
    public RouteFailovers? Failovers { get; set; }

    /// <summary>Ready, with the reason when the route cannot be followed; Reconciling; Stalled; PathsUsable; FailoverOrdered; on a route to cidrs Overlapping and Probed.</summary>
    [Items(0, 16)]
    [XListType(ListType.Map)]
    [XListMapKeys("type")]
    [DefaultValue("""[{"type":"Ready","status":"Unknown","reason":"Pending","message":"Waiting for the operator","lastTransitionTime":"1970-01-01T00:00:00Z"}]""")]
    public IReadOnlyList<Condition>? Conditions { get; set; }
}
