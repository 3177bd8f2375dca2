using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Heartbeats;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Conditions;

/// <summary>What is to be said about a node: a function of the plan, the daemon's report and what was said before.</summary>
public static class NodeConditions
{
    /// <summary>Ready's reason while the daemon has not applied its newest assignment.</summary>
    public const string Applying = "Applying";

    /// <summary>The conditions of a node, without times, always of the same types in the same order; RelayCapable is there for relays alone.</summary>
    /// <param name="planned">The newest plan for it.</param>
    /// <param name="current">The status as it stands on the API, with the daemon's report; or null.</param>
    /// <param name="isOverdue">Whether the daemon has left newer orders unapplied for too long.</param>
    public static IReadOnlyList<Condition> For(PlannedNode planned, MeshNodeStatus? current, bool isOverdue)
    {
        ArgumentNullException.ThrowIfNull(planned);
        NodeVerdict verdict = planned.Plan.Verdict;
        bool isReady = verdict.Reason == VerdictReason.Accepted && Follows(planned, current, isOverdue);
        (string reason, string message) = verdict.Reason == VerdictReason.Accepted && !isReady
            ? (Applying, "Waits for the node's daemon to apply its newest assignment; see whether it runs and reaches the API server.")
            : (verdict.Reason.ToString(), verdict.Message);
        return
        [
            .. ProgressConditions.For(isReady ? Progress.Ready : verdict.IsRefusal ? Progress.Refused : Progress.UnderWay, reason, message),
            OnlineFor(planned.Liveness, ConditionList.Find(current?.Conditions, ConditionTypes.Online)),
            DataPlaneCondition.For(planned, current),
            .. RelayCondition.For(planned, current) is { } relay ? new[] { relay } : [],
        ];
    }

    // A daemon follows its orders when it has applied the newest, or those that stand on the API while newer are being written.
    // One that did is given time for newer ones: were it held for unready at each change, every join would be written twice to
    // every neighbour.
    private static bool Follows(PlannedNode planned, MeshNodeStatus? current, bool isOverdue)
        => current?.Agent?.AppliedRevision is { } applied
            && (applied == planned.Assignment.Revision
                || applied == current.Assignment?.Revision
                || (!isOverdue && ConditionList.Find(current.Conditions, ConditionTypes.Ready)?.Status == "True"));

    private static Condition OnlineFor(Liveness liveness, Condition? existing) => liveness switch
    {
        Liveness.Online => ConditionList.Of(ConditionTypes.Online, true, "HeartbeatReceived", "The node's heartbeats arrive."),
        Liveness.Missed => ConditionList.Of(ConditionTypes.Online, false, "HeartbeatMissed", "No heartbeat arrived within the time-out. The node stays a peer; see whether its daemon runs and reaches the API server."),
        Liveness.NeverSeen => ConditionList.Of(ConditionTypes.Online, false, "NeverSeen", "No heartbeat ever arrived: start the node's daemon with this MeshNode's name."),
        _ when existing is not null => ConditionList.Of(ConditionTypes.Online, Parse(existing.Status), existing.Reason, existing.Message),
        _ => ConditionList.Of(ConditionTypes.Online, null, "NeverSeen", "Waits for the first heartbeat of the node's daemon."),
    };

    private static bool? Parse(string status) => status switch { "True" => true, "False" => false, _ => null };
}
