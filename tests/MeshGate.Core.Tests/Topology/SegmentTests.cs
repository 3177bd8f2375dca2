using FsCheck;
using FsCheck.Xunit;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

public sealed class SegmentTests
{
    [Fact]
    public void Plan_FillsSegments_InTheOrderOfJoining()
    {
        MeshPlan plan = Mesh.Plan(Nodes(7, limit: 3));
        Assert.Equal(["segment-1", "segment-1", "segment-1", "segment-2", "segment-2", "segment-2", "segment-3"], plan.Nodes.Select(node => node.Assignment.Segment));
        Assert.Equal(["node-003", "node-005"], plan.MembersOf("node-004"));
        Assert.Empty(plan.MembersOf("node-006"));
    }

    [Fact]
    public void Plan_GivesAFreeSeat_ToTheNextThatJoins_AndMovesNobody()
    {
        MeshNodeSnapshot[] nodes = Nodes(7, limit: 3);
        MeshPlan before = Mesh.Plan(nodes);
        MeshPlan left = Mesh.Replan(before, nodes.Where(node => node.Name != "node-001"));
        MeshPlan after = Mesh.Replan(left, [.. nodes.Where(node => node.Name != "node-001"), Mesh.Node(900) with { Settings = new NodeSettings { Topology = new() { MaxNodesPerSegment = 3 } } }]);
        Assert.Equal("segment-1", after.Of("node-900").Assignment.Segment);
        Assert.Equal(["node-000", "node-002"], after.MembersOf("node-900"));
        Assert.All(nodes.Where(node => node.Name != "node-001"), node => Assert.Equal(before.Of(node.Name).Assignment.Segment, after.Of(node.Name).Assignment.Segment));
        Assert.Equal(before.Of("node-004").Assignment.Revision, after.Of("node-004").Assignment.Revision);
    }

    [Fact]
    public void Plan_SeatsByJoining_NotByAge_WhenAnOlderNodesKeyComesLate()
    {
        MeshNodeSnapshot[] nodes = Nodes(4, limit: 3);
        MeshNodeSnapshot late = nodes[0];
        nodes[0] = late with { PublicKey = null };
        MeshPlan before = Mesh.Plan(nodes);
        Assert.Empty(before.Of("node-000").Assignment.Segment);
        nodes[0] = late;
        Assert.Equal("segment-2", Mesh.Replan(before, nodes).Of("node-000").Assignment.Segment);
    }

    [Fact]
    public void Plan_KeepsTheSeat_OfANodeThatIsRefusedForAWhile()
    {
        MeshNodeSnapshot[] nodes = Nodes(4, limit: 3);
        MeshPlan before = Mesh.Plan(nodes);
        MeshNodeSnapshot good = nodes[1];
        nodes[1] = good with { PublicKey = "short" };
        MeshPlan refused = Mesh.Replan(before, [.. nodes, Mesh.Node(900) with { Settings = new NodeSettings { Topology = new() { MaxNodesPerSegment = 3 } } }]);
        Assert.Equal("segment-2", refused.Of("node-900").Assignment.Segment);
        Assert.Empty(refused.MembersOf("node-001"));
        nodes[1] = good;
        Assert.Equal("segment-1", Mesh.Replan(refused, nodes).Of("node-001").Assignment.Segment);
    }

    [Theory]
    [InlineData(TopologyType.FullMesh)]
    [InlineData(TopologyType.HubSpoke)]
    [InlineData(TopologyType.Tree)]
    public void Plan_NeverFillsASegmentBeyondWhatAnAssignmentHolds_WhateverIsWritten(TopologyType type)
    {
        MeshNodeSnapshot[] nodes = Nodes(450, limit: 2000, type);
        MeshPlan plan = Mesh.Plan(nodes);
        Assert.Equal(TopologyPlanner.MaxMembers, plan.Nodes.Count(node => node.Assignment.Segment == "segment-1"));
        Assert.All(plan.Nodes, node => Assert.InRange(node.Assignment.Members.Length, 49, 199));

        var forged = new MeshPlan([.. plan.Nodes.Select(node => node with { Assignment = node.Assignment with { Segment = "segment-1" } })]);
        Assert.All(Mesh.Replan(forged, nodes).Nodes, node => Assert.InRange(node.Assignment.Members.Length, 49, 199));
    }

    [Fact]
    public void Plan_TellsEachNodeOfThoseItIsPinnedTo_WhenAHybridSegmentIsLargerThanAListOfMembers()
    {
        MeshPlan plan = Mesh.Plan(Nodes(450, limit: 2000));
        Assert.All(plan.Nodes, node => Assert.Equal("segment-1", node.Assignment.Segment));
        Assert.All(plan.Nodes, node => Assert.Equal(node.Assignment.Pinned, node.Assignment.Members.Select(member => member.Name)));
        Assert.All(plan.Nodes, node => Assert.InRange(node.Assignment.Pinned.Length, 8, 24));
    }

    [Fact]
    public void Plan_DividesAFullSegmentByRegion_WhenOneOfTheRegionJoins_AndMovesTheFewer()
    {
        MeshNodeSnapshot[] nodes = Nodes(10, limit: 10);
        for (int i = 0; i < 10; i++)
        {
            nodes[i] = nodes[i] with { Place = new NodePlace(i < 6 ? "eu" : "us", i % 2 == 0 ? "a" : "b", null) };
        }

        MeshPlan before = Mesh.Plan(nodes);
        Assert.All(before.Nodes, node => Assert.Equal("segment-1", node.Assignment.Segment));
        MeshNodeSnapshot joining = Nodes(11, limit: 10)[10] with { Place = new NodePlace("eu", "a", null) };
        MeshPlan after = Mesh.Replan(before, [.. nodes, joining]);
        Assert.All(after.Nodes.Take(6).Append(after.Of("node-010")), node => Assert.Equal("segment-1", node.Assignment.Segment));
        Assert.All(after.Nodes.Skip(6).Take(4), node => Assert.Equal("segment-2", node.Assignment.Segment));
    }

    [Fact]
    public void Plan_KeepsRegionsTogether_WhenPoliciesSaySo()
    {
        MeshNodeSnapshot[] nodes = [.. Nodes(300, limit: 100).Select((node, i) => node with { Place = new NodePlace($"region-{i % 3}", $"zone-{i % 2}", null) })];
        MeshPlan plan = Mesh.Plan(nodes);
        Assert.All(plan.Nodes.GroupBy(node => node.Assignment.Segment), segment => Assert.Single(segment.Select(node => nodes[int.Parse(node.Name[5..], System.Globalization.CultureInfo.InvariantCulture)].Place.Region).Distinct()));

        MeshPlan without = Mesh.Plan(nodes.Select(node => node with { Settings = node.Settings with { Topology = node.Settings.Topology with { RegionAware = false } } }));
        Assert.Equal(3, without.Nodes.GroupBy(node => node.Assignment.Segment).Count());
        Assert.All(without.Nodes.Take(100), node => Assert.Equal("segment-1", node.Assignment.Segment));
    }

    [Fact]
    public void Plan_MovesThoseBeyondTheBound_WhenAPolicyLowersIt()
    {
        MeshPlan before = Mesh.Plan(Nodes(20, limit: 20));
        MeshPlan after = Mesh.Replan(before, Nodes(20, limit: 15));
        Assert.All(after.Nodes.Take(15), node => Assert.Equal("segment-1", node.Assignment.Segment));
        Assert.All(after.Nodes.Skip(15), node => Assert.Equal("segment-2", node.Assignment.Segment));
    }

    [Fact]
    public void Plan_MergesASmallSegment_WhenAnotherHasMuchRoom()
    {
        MeshNodeSnapshot[] nodes = Nodes(42, limit: 40);
        MeshPlan before = Mesh.Plan(nodes);
        Assert.Equal(2, before.Nodes.Count(node => node.Assignment.Segment == "segment-2"));
        Assert.Equal(2, Mesh.Replan(before, nodes.Skip(5)).Nodes.Count(node => node.Assignment.Segment == "segment-2"));
        Assert.All(Mesh.Replan(before, nodes.Skip(15)).Nodes, node => Assert.Equal("segment-1", node.Assignment.Segment));
    }

    [Fact]
    public void Plan_DividesNothing_WhenSegmentationIsOff()
    {
        MeshNodeSnapshot[] nodes = [.. Nodes(30, limit: 10).Select(node => node with { Settings = node.Settings with { Topology = node.Settings.Topology with { AutoSegmentation = false } } })];
        Assert.All(Mesh.Plan(nodes).Nodes, node => Assert.Equal(29, node.Assignment.Members.Length));
    }

    [Theory]
    [InlineData("segment-")]
    [InlineData("segment-0")]
    [InlineData("segment--1")]
    [InlineData("segment-99999999999")]
    [InlineData("segment-1000000")]
    [InlineData("another")]
    [InlineData("")]
    public void Plan_SeatsANodeAnew_WhenItsSegmentCannotBeRead(string segment)
    {
        MeshNodeSnapshot[] nodes = Nodes(2, limit: 3);
        MeshPlan plan = Mesh.Plan(nodes);
        var forged = new MeshPlan([plan.Nodes[0] with { Assignment = plan.Nodes[0].Assignment with { Segment = segment } }, plan.Nodes[1]]);
        Assert.Equal(plan.Bytes(), Mesh.Replan(forged, nodes).Bytes());
    }

    [Fact]
    public void Plan_LeavesAHeartbeatIntervalAsItIs_UntilTheOrdersChangeAnyway()
    {
        MeshNodeSnapshot[] nodes = Nodes(4, limit: 3);
        MeshPlan before = Mesh.Plan(nodes);
        MeshNodeSnapshot[] slower = [.. nodes.Select(node => node with { Settings = node.Settings with { HeartbeatInterval = TimeSpan.FromSeconds(30) } })];
        Assert.Equal(before.Nodes.Select(node => node.Assignment.Revision), Mesh.Replan(before, slower).Nodes.Select(node => node.Assignment.Revision));

        MeshPlan joined = Mesh.Replan(before, [.. slower, Mesh.Node(900) with { Settings = slower[0].Settings }]);
        Assert.Equal(TimeSpan.FromSeconds(10), joined.Of("node-000").Assignment.Settings.HeartbeatInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), joined.Of("node-003").Assignment.Settings.HeartbeatInterval);

        MeshNodeSnapshot[] muchSlower = [.. nodes.Select(node => node with { Settings = node.Settings with { HeartbeatInterval = TimeSpan.FromSeconds(50) } })];
        Assert.All(Mesh.Replan(before, muchSlower).Nodes, node => Assert.Equal(TimeSpan.FromSeconds(50), node.Assignment.Settings.HeartbeatInterval));
    }

    [Property(MaxTest = 200)]
    public void Plan_MovesNobody_WhateverComesAndGoes(PositiveInt seed)
    {
        var random = new Random(seed.Get);
        int limit = random.Next(1, 6);
        MeshPlan? plan = null;
        var present = new SortedSet<int>();
        for (int step = 0; step < 30; step++)
        {
            int number = random.Next(25);
            if (!present.Remove(number))
            {
                present.Add(number);
            }

            MeshPlan next = Mesh.Replan(plan, present.Select(item => Mesh.Node(item) with { Settings = new NodeSettings { Topology = new() { MaxNodesPerSegment = limit } } }));
            foreach (NodePlan node in next.Nodes)
            {
                Assert.InRange(node.Assignment.Members.Length, 0, limit - 1);
                Assert.All(node.Assignment.Members, member => Assert.Equal(node.Assignment.Segment, next.Of(member.Name).Assignment.Segment));
                if (plan?.Nodes.FirstOrDefault(before => before.Name == node.Name) is { } before)
                {
                    Assert.Equal(before.Assignment.Segment, node.Assignment.Segment);
                }
            }

            plan = next;
        }
    }

    private static MeshNodeSnapshot[] Nodes(int count, int limit, TopologyType type = TopologyType.Hybrid)
        => [.. Mesh.Nodes(count).Select(node => node with { Settings = new NodeSettings { Topology = new() { MaxNodesPerSegment = limit, Type = type } } })];
}
