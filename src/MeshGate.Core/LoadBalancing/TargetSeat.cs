namespace MeshGate.Core.LoadBalancing;

/// <summary>Where a target stands in one plan.</summary>
internal sealed record TargetSeat(TargetPlan Plan, int Index);
