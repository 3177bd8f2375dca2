using MeshGate.Core.Policy;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

public sealed class RelayPlanTests
{
    private static readonly RelaySnapshot Reached = new(40000, 40099) { IsReached = true };

    [Fact]
    public void Plan_GivesEachNodeTheRelaysOfItsSegment()
    {
        MeshPlan plan = Mesh.Plan(Nodes(6, relays: 2));

        Assert.All(plan.Nodes, node => Assert.Equal(node.Name is "node-000" or "node-001" ? 1 : 2, node.Assignment.Relays.Length));
        Assert.Equal(new PlanRelayService("segment-1", 40000, 40099), plan.Of("node-000").Assignment.Serves);
        Assert.Null(plan.Of("node-005").Assignment.Serves);
    }

    [Fact]
    public void Plan_LetsARelayServe_BeforeItWasReached_SoThatItCanBe()
    {
        MeshPlan plan = Mesh.Plan(Mesh.Node(0) with { Relay = new RelaySnapshot(40000, 40099) }, Mesh.Node(1));

        Assert.NotNull(plan.Of("node-000").Assignment.Serves);
        Assert.Empty(plan.Of("node-001").Assignment.Relays);
    }

    [Fact]
    public void Plan_GivesNoRelays_WhereThePolicySaysSo()
    {
        var settings = new NodeSettings { NatTraversal = new NatTraversalBlock { Relay = false } };

        Assert.Empty(Mesh.Plan([.. Nodes(2, relays: 1), Mesh.Node(7) with { Settings = settings }]).Of("node-007").Assignment.Relays);
    }

    [Fact]
    public void Plan_ChangesOnlyAssignmentsWhoseRelaysChange_WhenOneComes()
    {
        MeshPlan before = Mesh.Plan(Nodes(100, relays: 9));
        MeshPlan after = Mesh.Replan(before, Nodes(100, relays: 10));
        int moved = before.Nodes.Zip(after.Nodes).Count(pair => pair.First.Assignment.Revision != pair.Second.Assignment.Revision);

        // The new relay itself, and about three in ten of the others.
        Assert.InRange(moved, 10, 50);
        Assert.Equal(after.Bytes(), Mesh.Replan(after, Nodes(100, relays: 10)).Bytes());
    }

    private static IEnumerable<MeshNodeSnapshot> Nodes(int count, int relays)
        => Mesh.Nodes(count).Select((node, i) => i < relays ? node with { Relay = Reached } : node);
}
