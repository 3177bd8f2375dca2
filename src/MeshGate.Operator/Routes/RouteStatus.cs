using System.Text.Json.Nodes;
using MeshGate.Core.Routes;
using MeshGate.Core.Validation;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Patches;
using MeshGate.Kubernetes.Serialization;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Gateways;

namespace MeshGate.Operator.Routes;

/// <summary>A MeshRoute's status: the judgement of it, and of one to a node how it fares.</summary>
public static class RouteStatus
{
    private const string ByGateways = "Each client is told its gateways and decides by itself which carries its traffic.";
    private const string Followed = "Both ends are told the route's paths and decide by themselves which carries the traffic.";

    /// <summary>Whether a plan answers a route as it stands.</summary>
    public static bool IsAbout(PlannedRoute? planned, MeshRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return planned is not null && planned.Generation == route.Metadata.Generation && planned.Wish == MeshRouteReader.WishOf(route);
    }

    /// <summary>The wanted status.</summary>
    /// <param name="route">The route as it stands on the API.</param>
    /// <param name="verdict">The judgement of it.</param>
    /// <param name="planned">Its paths; null where it has none.</param>
    /// <param name="summary">What the daemon at the source tells of the peer at the other end; null for nothing.</param>
    /// <param name="now">The time for conditions whose status changes.</param>
    public static MeshRouteStatus Wanted(MeshRoute route, RouteVerdict verdict, PlannedRoute? planned, PeerSummary? summary, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(verdict);
        MeshRouteStatus current = route.Status ?? new MeshRouteStatus();
        bool isFollowed = verdict.IsAccepted && planned is not null;
        return new MeshRouteStatus
        {
            ObservedGeneration = route.Metadata.Generation,
            State = isFollowed ? RouteCourse.StateOf(planned!, summary) : null,
            ActivePath = isFollowed ? RouteCourse.ActiveOf(planned!, summary) : null,
            Paths = isFollowed ? RouteCourse.PathsOf(planned!, summary) : null,
            Failovers = isFollowed ? RouteCourse.FailoversOf(current.Failovers, summary, now) : null,
            Conditions = ConditionList.Merge(current.Conditions, ConditionsFor(verdict, isFollowed ? planned : null), route.Metadata.Generation, now),
        };
    }

    /// <summary>The same for a route to networks.</summary>
    /// <param name="wanted">What is to be said of any route.</param>
    /// <param name="route">The route as it stands on the API.</param>
    /// <param name="planned">Its gateways.</param>
    /// <param name="find">Finds a MeshNode.</param>
    /// <param name="now">The time for conditions whose status changes.</param>
    public static MeshRouteStatus With(MeshRouteStatus wanted, MeshRoute route, PlannedGateways planned, Func<string, MeshNode?> find, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(route);
        IReadOnlyDictionary<string, GatewayReport> reports = GatewayStatus.Find(planned, find);
        return wanted with
        {
            State = GatewayStatus.StateOf(planned, reports),
            Gateways = GatewayStatus.GatewaysOf(planned, reports),
            Conditions = ConditionList.Merge(route.Status?.Conditions, (wanted.Conditions ?? []).Concat(GatewayStatus.ConditionsFor(planned)), route.Metadata.Generation, now),
        };
    }

    /// <summary>The merge patch for the status subresource, or null if nothing changed.</summary>
    public static JsonObject? Patch(MeshRouteStatus? current, MeshRouteStatus wanted)
        => MergePatch.Create(MeshGateJson.ToNode(current ?? new MeshRouteStatus()), MeshGateJson.ToNode(wanted)) is { } difference
            ? new JsonObject { ["status"] = difference }
            : null;

    private static IEnumerable<Condition> ConditionsFor(RouteVerdict verdict, PlannedRoute? planned)
    {
        bool hasNoPath = planned is { Paths.IsEmpty: true };
        Progress progress = verdict.IsRefusal ? Progress.Refused : !verdict.IsAccepted || hasNoPath ? Progress.UnderWay : Progress.Ready;
        (string reason, string message) = !verdict.IsAccepted ? (verdict.Reason.ToString(), verdict.Message)
            : hasNoPath ? ("NoPath", planned!.Findings.IsEmpty ? "The mesh has no path between the two nodes." : Finding.Join(planned.Findings))
            : (verdict.Reason.ToString(), planned is null ? ByGateways : Followed);
        IEnumerable<Condition> conditions = ProgressConditions.For(progress, reason, message);
        if (planned is null)
        {
            return conditions;
        }

        conditions = conditions.Append(planned.Findings.IsEmpty
            ? ConditionList.Of(ConditionTypes.PathsUsable, true, "Usable", "Every path that is written can be used.")
            : ConditionList.Of(ConditionTypes.PathsUsable, false, "Unusable", Finding.Join(planned.Findings)));
        return planned.Wish is null ? conditions : conditions.Append(WishOf(planned));
    }

    private static Condition WishOf(PlannedRoute planned) => planned.To switch
    {
        null => ConditionList.Of(ConditionTypes.FailoverOrdered, false, "UnknownPath", $"{MeshGateApi.FailoverToAnnotation}: the route has no path {Finding.Quoted(planned.Wish!)}; it has {string.Join(", ", planned.Paths.Select(path => path.Name))}."),
        { } to => ConditionList.Of(ConditionTypes.FailoverOrdered, true, "Ordered", $"Both ends are told to take {to.Name} before all others, until the annotation {MeshGateApi.FailoverToAnnotation} is taken away."),
    };
}
