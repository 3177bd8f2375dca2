using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>A plan with what making it left behind.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Changed">The names of the nodes whose assignment is another than in the plan in force, ordered: what <see cref="MeshPlan.ChangedSince"/> says, found without comparing all assignments.</param>
/// <param name="State">What to hand in with the next snapshot.</param>
public sealed record Planning(MeshPlan Plan, ImmutableArray<string> Changed, PlanningState State);
