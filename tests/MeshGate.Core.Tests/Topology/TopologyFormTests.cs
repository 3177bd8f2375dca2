using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

public sealed class TopologyFormTests
{
    private static readonly RelaySnapshot Reached = new(40000, 40099) { IsReached = true };

    [Fact]
    public void Plan_PinsEverybodyToTwoHubs_InHubSpoke_AndMakesThemItsRelays()
    {
        MeshPlan plan = Mesh.Plan(Nodes(60, TopologyType.HubSpoke, hubs: 3));

        Assert.Equal(TopologyType.HubSpoke, Assert.Single(plan.Segments).Type);
        foreach (NodePlan spoke in plan.Nodes.Where(node => node.Assignment.Role == TopologyRole.Member))
        {
            Assert.Equal(2, spoke.Assignment.Pinned.Length);
            Assert.Subset(plan.Segments[0].Hubs.ToHashSet(), spoke.Assignment.Pinned.ToHashSet());
            Assert.Equal(spoke.Assignment.Pinned, spoke.Assignment.Relays.Select(relay => relay.Name).Order());
            Assert.Equal(59, spoke.Assignment.Members.Length);
        }
    }

    [Fact]
    public void Plan_PutsSpokesBelowTheHeaviestHubs_WhereNothingIsBalanced()
    {
        MeshPlan plan = Mesh.Plan(Nodes(120, TopologyType.HubSpoke, hubs: 3).Select((node, i) => Balanced(node with { Weight = 100 + i }, new LoadBalancerBlock { Enabled = false })));
        string[] heaviest = [.. plan.Segments[0].Hubs.Order(StringComparer.Ordinal).TakeLast(2)];

        Assert.Equal(3, plan.Segments[0].Hubs.Length);
        Assert.All(plan.Nodes.Where(node => node.Assignment.Role == TopologyRole.Member), spoke => Assert.Equal(heaviest, spoke.Assignment.Pinned));
    }

    [Fact]
    public void Plan_PutsASpokeBelowTheNearestHub_ByLeastLatency_AndKeepsItThere()
    {
        MeshNodeSnapshot[] nodes = [.. Nodes(120, TopologyType.HubSpoke, hubs: 3).Select(node => Balanced(node, new LoadBalancerBlock { Strategy = LoadBalancingStrategy.LeastLatency }))];
        string[] hubs = [.. Mesh.Plan(nodes).Segments[0].Hubs];
        nodes[50] = Measuring(50, (hubs[0], 90), (hubs[1], 5), (hubs[2], 20));
        MeshPlan plan = Mesh.Plan(nodes);
        Assert.Equal([hubs[1], hubs[2]], plan.Of("node-050").Assignment.Pinned);

        // Measurements that come and go move nothing; a way that grew by far does.
        nodes[50] = Measuring(50, (hubs[0], 18), (hubs[1], 7), (hubs[2], 24));
        plan = Mesh.Replan(plan, nodes);
        Assert.Equal([hubs[1], hubs[2]], plan.Of("node-050").Assignment.Pinned);
        nodes[50] = Measuring(50, (hubs[0], 18), (hubs[1], 7), (hubs[2], 240));
        Assert.Equal([hubs[0], hubs[1]], Mesh.Replan(plan, nodes).Of("node-050").Assignment.Pinned);

        MeshNodeSnapshot Measuring(int at, params (string Hub, double Milliseconds)[] measured)
            => nodes[at] with { Measurements = [.. measured.Select(one => new PeerMeasurement(one.Hub, one.Milliseconds))] };
    }

    [Fact]
    public void Plan_PutsHubsInLevels_InATree_AndEverybodyBelowTwoOfTheLower()
    {
        MeshPlan plan = Mesh.Plan(Nodes(200, TopologyType.Tree, hubs: 20));

        Assert.Equal(10, Assert.Single(plan.Segments).Hubs.Length);
        string[] top = [.. plan.Segments[0].Hubs.Where(hub => plan.Of(hub).Assignment.Pinned.All(plan.Segments[0].Hubs.Contains))];
        Assert.Equal(2, top.Length);
        foreach (NodePlan node in plan.Nodes.Where(node => !top.Contains(node.Name)))
        {
            string[] above = [.. node.Assignment.Pinned.Where(plan.Segments[0].Hubs.Contains)];
            Assert.Equal(2, above.Length);
            Assert.Equal(node.Assignment.Role == TopologyRole.Hub, above.All(top.Contains));
            Assert.Equal(above.Concat(node.Assignment.Role == TopologyRole.Hub ? [] : top).Order(), node.Assignment.Relays.Select(relay => relay.Name).Order());
        }
    }

    [Theory]
    [InlineData(TopologyType.HubSpoke)]
    [InlineData(TopologyType.Tree)]
    public void Plan_MakesASegmentAHybrid_WhileNoHubCanRelay(TopologyType type)
    {
        MeshNodeSnapshot[] nodes = Nodes(60, type, hubs: 3);
        MeshPlan plan = Mesh.Plan(nodes.Select(node => node with { Relay = node.Relay is null ? null : node.Relay with { IsReached = false } }));
        Assert.Equal(TopologyType.Hybrid, Assert.Single(plan.Segments).Type);
        Assert.Equal(type, Assert.Single(Mesh.Replan(plan, nodes).Segments).Type);
    }

    [Fact]
    public void Plan_PinsEverybody_InAHybrid_UpToTheBound_AndFewBeyondIt()
    {
        Assert.All(Mesh.Plan(Nodes(51, TopologyType.Hybrid, hubs: 0)).Nodes, node => Assert.Equal(50, node.Assignment.Pinned.Length));
        Assert.All(Mesh.Plan(Nodes(52, TopologyType.Hybrid, hubs: 0)).Nodes, node => Assert.InRange(node.Assignment.Pinned.Length, 8, 24));
    }

    [Fact]
    public void Plan_ChoosesNearNeighbours_ByWhatEitherMeasured()
    {
        MeshNodeSnapshot[] nodes = Nodes(100, TopologyType.Hybrid, hubs: 0);
        nodes[7] = nodes[7] with { Measurements = [new("node-031", 2), new("node-032", 300)] };
        nodes[33] = nodes[33] with { Measurements = [new("node-007", 1)] };
        MeshPlan plan = Mesh.Plan(nodes);

        Assert.Contains("node-031", plan.Of("node-007").Assignment.Pinned);
        Assert.Contains("node-033", plan.Of("node-007").Assignment.Pinned);
    }

    [Fact]
    public void Plan_ReplacesAHubThatFallsSilent_AndDoesNotChangeBack()
    {
        MeshNodeSnapshot[] nodes = Nodes(30, TopologyType.Hybrid, hubs: 4);
        MeshPlan before = Mesh.Plan(nodes);
        string silent = before.Segments[0].Hubs[0];
        MeshPlan during = Mesh.Replan(before, nodes.Select(node => node.Name == silent ? node with { IsOnline = false } : node));
        MeshPlan after = Mesh.Replan(during, nodes);

        Assert.DoesNotContain(silent, during.Segments[0].Hubs);
        Assert.Equal(2, during.Segments[0].Hubs.Length);
        Assert.Equal(during.Segments[0].Hubs, after.Segments[0].Hubs);
        Assert.Equal(during.Nodes.Select(node => string.Join(' ', node.Assignment.Pinned)), after.Nodes.Select(node => string.Join(' ', node.Assignment.Pinned)));
        Assert.Equal(29, during.Of(silent).Assignment.Members.Length);
    }

    [Fact]
    public void Plan_LinksTheHubsOfSegments_AndLetsThemRelayForAll()
    {
        MeshNodeSnapshot[] nodes = [.. Nodes(300, TopologyType.Hybrid, hubs: 150).Select((node, i) => node with { Place = new NodePlace($"region-{i % 3}", $"zone-{i % 4}", null) })];
        MeshPlan plan = Mesh.Plan(nodes);

        Assert.Equal(3, plan.Segments.Length);
        foreach (SegmentPlan segment in plan.Segments)
        {
            foreach (SegmentPlan other in plan.Segments.Where(other => other != segment))
            {
                Assert.Equal(4, segment.Hubs.Sum(hub => plan.Of(hub).Assignment.Pinned.Intersect(other.Hubs).Count()));
            }

            Assert.All(segment.Hubs, hub => Assert.Equal(string.Empty, plan.Of(hub).Assignment.Serves!.Segment));
            Assert.All(segment.Hubs, hub => Assert.Equal(103, plan.Of(hub).Assignment.Members.Length));
        }
    }

    [Fact]
    public void Plan_ChangesFew_WhenANodeJoinsOrLeavesALargeHybrid()
    {
        MeshNodeSnapshot[] nodes = [.. Nodes(590, TopologyType.Hybrid, hubs: 20).Select(node => node with { Settings = new NodeSettings { Topology = new() { MaxNodesPerSegment = 2000 } } })];
        MeshPlan before = Mesh.Plan(nodes);
        MeshPlan joined = Mesh.Replan(before, [.. nodes, Mesh.Node(900) with { Settings = nodes[0].Settings }]);
        MeshPlan left = Mesh.Replan(before, nodes.Where((_, i) => i != 300));

        Assert.InRange(joined.ChangedSince(before).Length, 1, 100);
        Assert.InRange(left.ChangedSince(before).Length, 1, 100);
        Assert.All(joined.Nodes, node => Assert.InRange(node.Assignment.Members.Length, 0, TopologyPlanner.MaxMembers));
        Assert.Single(PinnedGraph.Parts(left));
    }

    [Fact]
    public void Plan_ChangesNobodyElse_WhenTheOrdersOfSomeAreStillOnTheirWay()
    {
        MeshNodeSnapshot[] nodes = Nodes(90, TopologyType.Hybrid, hubs: 0);
        MeshPlan plan = Mesh.Plan(nodes);
        var written = new MeshPlan([.. plan.Nodes.Where((_, i) => i % 9 != 0)]);
        MeshPlan again = Mesh.Replan(written, nodes);

        Assert.Equal(plan.Bytes(), again.Bytes());
    }

    [Fact]
    public void Plan_LinksNobodyToWhoeverSomebodyWroteIntoOneAssignment()
    {
        MeshNodeSnapshot[] nodes = Nodes(90, TopologyType.Hybrid, hubs: 0);
        MeshPlan plan = Mesh.Plan(nodes);
        NodePlan edited = plan.Of("node-010");
        string stranger = edited.Assignment.Members.Select(member => member.Name).Except(edited.Assignment.Pinned).First();
        var forged = edited with { Assignment = edited.Assignment with { Pinned = edited.Assignment.Pinned.Add(stranger) } };

        Assert.Equal(plan.Bytes(), Mesh.Replan(plan with { Nodes = plan.Nodes.Replace(edited, forged) }, nodes).Bytes());
    }

    private static MeshNodeSnapshot Balanced(MeshNodeSnapshot node, LoadBalancerBlock balancer) => node with { Settings = node.Settings with { LoadBalancer = balancer } };

    private static MeshNodeSnapshot[] Nodes(int count, TopologyType type, int hubs) =>
    [
        .. Mesh.Nodes(count).Select((node, i) => node with
        {
            Spec = new() { Roles = i < hubs ? [NodeRole.Hub] : [] },
            Relay = i < hubs ? Reached : null,
            Settings = new NodeSettings { Topology = new() { Type = type, MaxNodesPerSegment = type == TopologyType.Hybrid ? 100 : 200 } },
        }),
    ];
}
