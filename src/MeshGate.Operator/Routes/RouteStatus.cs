using System.Text.Json.Nodes;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Patches;
using MeshGate.Kubernetes.Serialization;
using MeshGate.Operator.Conditions;

namespace MeshGate.Operator.Routes;

/// <summary>The operator's part of a MeshRoute's status: the judgement of it. How a route fares is not said, since nobody follows routes yet.</summary>
public static class RouteStatus
{
    private const string Unfollowed = "The route is in order. No daemon follows routes yet: traffic takes the path that it finds by itself, and state, paths and failovers stay empty.";

    /// <summary>The merge patch for the status subresource, or null if nothing changed.</summary>
    /// <param name="route">The route as it stands on the API.</param>
    /// <param name="verdict">The judgement of it.</param>
    /// <param name="now">The time for conditions whose status changes.</param>
    public static JsonObject? Patch(MeshRoute route, RouteVerdict verdict, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(verdict);
        Progress progress = verdict.IsAccepted ? Progress.Ready : verdict.IsRefusal ? Progress.Refused : Progress.UnderWay;
        IReadOnlyList<Condition> wanted = ProgressConditions.For(progress, verdict.Reason.ToString(), verdict.IsAccepted ? Unfollowed : verdict.Message);
        MeshRouteStatus current = route.Status ?? new MeshRouteStatus();
        MeshRouteStatus status = current with
        {
            ObservedGeneration = route.Metadata.Generation,
            Conditions = ConditionList.Merge(current.Conditions, wanted, route.Metadata.Generation, now),
        };
        return MergePatch.Create(MeshGateJson.ToNode(current), MeshGateJson.ToNode(status)) is { } difference
            ? new JsonObject { ["status"] = difference }
            : null;
    }
}
