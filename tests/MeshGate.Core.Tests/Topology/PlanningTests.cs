using System.Collections.Immutable;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

/// <summary>What was found out on the way to one plan spares work on the way to the next, and decides nothing.</summary>
public sealed class PlanningTests
{
    [Theory]
    [InlineData(1, 2000, 16, 5)]
    [InlineData(2, 80, 120, 8)]
    public void Plan_IsTheSameToTheByte_WithWhatEarlierPlansFoundOut_AndSaysWhatChanges(int run, int sequences, int most, int steps)
    {
        for (int seed = run * 1_000_000; seed < (run * 1_000_000) + sequences; seed++)
        {
            var changes = new RandomChanges(seed, most);
            (MeshPlan? inForce, PlanningState state, PlanningState older) = (null, PlanningState.Empty, PlanningState.Empty);
            for (int step = 0; step < steps; step++)
            {
                MeshSnapshot snapshot = changes.Next();
                MeshPlan plan = TopologyPlanner.Plan(snapshot, inForce);
                Planning planning = TopologyPlanner.Plan(snapshot, inForce, step % 5 == 4 ? older : state);
                if (!plan.Bytes().AsSpan().SequenceEqual(planning.Plan.Bytes()) || !plan.ChangedSince(inForce).SequenceEqual(planning.Changed))
                {
                    Assert.Fail($"The plan of seed {seed} at step {step} is another, or says that other assignments change.");
                }

                inForce = changes.InForce(inForce, step % 2 == 0 ? plan : planning.Plan);
                (older, state) = (state, planning.State);
            }
        }
    }

    [Fact]
    public void Plan_KeepsWhatNoChangeTouches_AsTheSameObject()
    {
        ImmutableArray<MeshNodeSnapshot> nodes = [.. Mesh.Nodes(600).Select((node, i) => node with { Place = new NodePlace($"r{i % 6}", null, null), Spec = new() { Roles = i % 12 < 6 ? [NodeRole.Hub] : [] } })];
        Planning settled = Plan(nodes, Plan(nodes, Plan(nodes, null)));
        Planning after = Plan(nodes.RemoveAt(300), settled);
        HashSet<string> changed = [.. after.Changed];

        Assert.Empty(settled.Changed);
        Assert.InRange(after.Changed.Length, 50, 110);
        Assert.All(after.Plan.Nodes.Where(node => !changed.Contains(node.Name)), node => Assert.Same(settled.Plan.Of(node.Name), node));
    }

    private static Planning Plan(ImmutableArray<MeshNodeSnapshot> nodes, Planning? before)
        => TopologyPlanner.Plan(new MeshSnapshot(Mesh.Network, nodes), before?.Plan, before?.State ?? PlanningState.Empty);
}
