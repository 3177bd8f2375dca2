using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;

namespace MeshGate.Operator.Tests.Conditions;

/// <summary>What kstatus makes of a custom resource, by its published rules.</summary>
internal static class KstatusReader
{
    public static string Read(long? generation, long? observedGeneration, IReadOnlyList<Condition>? conditions, bool isBeingDeleted = false)
    {
        if (isBeingDeleted)
        {
            return "Terminating";
        }

        if (observedGeneration is not null && observedGeneration != generation)
        {
            return "InProgress";
        }

        if (ConditionList.Find(conditions, "Stalled")?.Status == "True")
        {
            return "Failed";
        }

        if (ConditionList.Find(conditions, "Reconciling")?.Status == "True")
        {
            return "InProgress";
        }

        return ConditionList.Find(conditions, "Ready")?.Status is null or "True" ? "Current" : "InProgress";
    }
}
