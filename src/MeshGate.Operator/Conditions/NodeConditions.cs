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

    /// <summary>The conditions of a node, without times, always of the same types in the same order.</summary>
    /// <param name="planned">The newest plan for it.</param>
    /// <param name="agent">The daemon's report, or null.</param>
    /// <param name="existing">The conditions that stand on the API.</param>
    public static IReadOnlyList<Condition> For(PlannedNode planned, MeshNodeAgent? agent, IReadOnlyList<Condition>? existing)
    {
        ArgumentNullException.ThrowIfNull(planned);
        NodeVerdict verdict = planned.Plan.Verdict;
        bool isApplied = agent?.AppliedRevision == planned.Assignment.Revision;
        bool isReady = verdict.Reason == VerdictReason.Accepted && isApplied;
        (string reason, string message) = verdict.Reason == VerdictReason.Accepted && !isApplied
            ? (Applying, $"Waits for the node's daemon to apply revision {planned.Assignment.Revision} of its assignment.")
            : (verdict.Reason.ToString(), verdict.Message);
        return
        [
            ConditionList.Of(ConditionTypes.Ready, isReady, reason, message),
            isReady || verdict.IsRefusal
                ? ConditionList.Of(ConditionTypes.Reconciling, false, "Settled", "Nothing is under way.")
                : ConditionList.Of(ConditionTypes.Reconciling, true, reason, message),
            verdict.IsRefusal
                ? ConditionList.Of(ConditionTypes.Stalled, true, reason, message)
                : ConditionList.Of(ConditionTypes.Stalled, false, "NotStalled", "Nothing waits for a person."),
            OnlineFor(planned.Liveness, ConditionList.Find(existing, ConditionTypes.Online)),
            DataPlaneCondition.For(planned.Plan.Assignment.Members, agent),
        ];
    }

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
