using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.Conditions;

/// <summary>
/// Ready, Reconciling and Stalled as kstatus reads them, always all three: Reconciling and Stalled are abnormal-true, never both, and
/// neither where Ready is True.
/// </summary>
public static class ProgressConditions
{
    /// <summary>The three conditions, without times.</summary>
    /// <param name="progress">How the object fares.</param>
    /// <param name="reason">Why, as one word.</param>
    /// <param name="message">The same for a person.</param>
    public static IReadOnlyList<Condition> For(Progress progress, string reason, string message) =>
    [
        ConditionList.Of(ConditionTypes.Ready, progress == Progress.Ready, reason, message),
        progress == Progress.UnderWay
            ? ConditionList.Of(ConditionTypes.Reconciling, true, reason, message)
            : ConditionList.Of(ConditionTypes.Reconciling, false, "Settled", "Nothing is under way."),
        progress == Progress.Refused
            ? ConditionList.Of(ConditionTypes.Stalled, true, reason, message)
            : ConditionList.Of(ConditionTypes.Stalled, false, "NotStalled", "Nothing waits for a person."),
    ];
}
