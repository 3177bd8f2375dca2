using MeshGate.Core.Policy;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

public sealed class TopologyFitTests
{
    [Fact]
    public void Judge_SaysThatNoHubCanRelay_WhileASegmentIsHybridForThat()
    {
        TopologyFit fit = Judge(TopologyType.HubSpoke, Segment("segment-1", TopologyType.Hybrid, 10), Segment("segment-2", TopologyType.HubSpoke, 10));
        Assert.Equal(TopologyFitReason.NoHubCanRelay, fit.Reason);
        Assert.StartsWith("segment-1 is planned as Hybrid", fit.Message, StringComparison.Ordinal);
        Assert.Contains("RelayCapable", fit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_SaysThatTheNodesAreOutvoted_WhenMostOfTheirSegmentWantSomethingElse()
    {
        NodePlan[] plan = Segment("segment-1", TopologyType.FullMesh, 10);
        TopologyFit fit = TopologyFit.Judge(Wanted(TopologyType.Tree), plan.Take(4).Select(node => node.Name).ToHashSet(), plan);
        Assert.Equal(TopologyFitReason.Outvoted, fit.Reason);
        Assert.StartsWith("segment-1 is planned as FullMesh", fit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_NamesSegmentsWithoutAHub_WhenThereAreOthersToJoin()
    {
        NodePlan[] lone = Segment("segment-2", TopologyType.FullMesh, 2, hubs: 0);
        TopologyFit fit = Judge(TopologyType.FullMesh, Segment("segment-1", TopologyType.FullMesh, 200), lone);
        Assert.Equal(TopologyFitReason.NoHub, fit.Reason);
        Assert.StartsWith("segment-2 is without a hub", fit.Message, StringComparison.Ordinal);
        Assert.Equal(TopologyFitReason.AsWanted, Judge(TopologyType.FullMesh, lone).Reason);
    }

    [Theory]
    [InlineData(500, true, TopologyFitReason.SegmentsLimited)]
    [InlineData(100, false, TopologyFitReason.SegmentsLimited)]
    [InlineData(100, true, TopologyFitReason.AsWanted)]
    public void Judge_SaysThatSegmentsAreLimited_WhenThePolicyWouldNotDivide(int limit, bool divides, TopologyFitReason reason)
    {
        NodePlan[] plan = [.. Segment("segment-1", TopologyType.FullMesh, 200), .. Segment("segment-2", TopologyType.FullMesh, 2)];
        TopologyBlock wanted = Wanted(TopologyType.FullMesh) with { MaxNodesPerSegment = limit, AutoSegmentation = divides };
        Assert.Equal(reason, TopologyFit.Judge(wanted, Names(plan), plan).Reason);
    }

    [Fact]
    public void Judge_AgreesWithThePlanner_AboutHubsThatCannotRelay()
    {
        MeshNodeSnapshot[] nodes = [.. Mesh.Nodes(20).Select((node, i) => node with { Spec = new() { Roles = i < 2 ? [NodeRole.Hub] : [] }, Settings = new NodeSettings { Topology = Wanted(TopologyType.Tree) } })];
        MeshPlan plan = Mesh.Plan(nodes);
        Assert.Equal(TopologyFitReason.NoHubCanRelay, TopologyFit.Judge(Wanted(TopologyType.Tree), Names(plan.Nodes), plan.Nodes).Reason);
    }

    [Fact]
    public void Judge_SaysThatThereIsNobody_WhenNoPeerTakesThePolicy()
        => Assert.Equal(TopologyFitReason.NoNodes, TopologyFit.Judge(Wanted(TopologyType.Tree), new HashSet<string>(), Segment("segment-1", TopologyType.Hybrid, 3)).Reason);

    private static TopologyFit Judge(TopologyType wanted, params NodePlan[][] segments)
    {
        NodePlan[] plan = [.. segments.SelectMany(nodes => nodes)];
        return TopologyFit.Judge(Wanted(wanted), Names(plan), plan);
    }

    private static TopologyBlock Wanted(TopologyType type) => new() { Type = type };

    private static HashSet<string> Names(IEnumerable<NodePlan> plan) => [.. plan.Select(node => node.Name)];

    private static NodePlan[] Segment(string name, TopologyType type, int count, int hubs = 2) =>
    [
        .. Enumerable.Range(0, count).Select(i => new NodePlan(
            $"{name}-{i}",
            new NodeVerdict(VerdictReason.Accepted, string.Empty),
            new NodeAssignment("r", name, [], new NodeSettings()) { Topology = type, Role = i < hubs ? TopologyRole.Hub : TopologyRole.Member })),
    ];
}
