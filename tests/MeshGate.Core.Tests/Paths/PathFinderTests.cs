using System.Collections.Immutable;
using MeshGate.Core.Paths;
using MeshGate.Core.Policy;
using MeshGate.Core.Tests.Topology;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Paths;

public sealed class PathFinderTests
{
    [Fact]
    public void Between_GivesAnyTwoNodesAPath_ThroughNothingThatIsDrained()
    {
        for (int seed = 10000; seed < 10100; seed++)
        {
            var random = new RandomMesh(seed);
            MeshPlan plan = Mesh.Plan(random.Nodes);
            var mesh = new PathMesh(new MeshSnapshot(Mesh.Network, random.Nodes), plan);
            var nodes = random.Nodes.ToDictionary(node => node.Name);
            for (int i = 0; i < 60; i++)
            {
                (string one, string other) = (random.Pick().Name, random.Pick().Name);
                ImmutableArray<MeshPath> paths = PathFinder.Between(mesh, one, other, 3);
                Assert.Equal(one == other, paths.IsEmpty);
                Assert.Distinct(paths.SelectMany(path => path.Relays));
                Assert.All(paths.SelectMany(path => path.Relays), relay => Assert.True(nodes[relay].Relay!.TakesWork && relay != one && relay != other));
                Assert.Equal(paths.Select(path => path.Kind), PathFinder.Between(mesh, other, one, 3).Select(path => path.Kind));
                AssertExplained(mesh, one, other, paths);
            }
        }
    }

    [Fact]
    public void Between_LosesOnePathAtMost_WhenARelayFails_AndAZoneLeavesOneWhereOthersHaveRelays()
    {
        var reached = new RelaySnapshot(40000, 40099) { IsReached = true };
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            MeshNodeSnapshot[] nodes =
            [
                .. Mesh.Nodes(30).Select((node, i) => node with
                {
                    Place = new NodePlace("eu", $"zone-{(i < 20 ? 0 : random.Next(3))}", null),
                    Relay = i % 3 == 0 ? reached : null,
                    Spec = new() { Roles = i % 3 == 0 ? [NodeRole.Hub] : [] },
                    Settings = new NodeSettings { Topology = new() { Type = random.Next(2) == 0 ? TopologyType.HubSpoke : TopologyType.Tree } },
                }),
            ];
            MeshPlan plan = Mesh.Plan(nodes);
            var mesh = new PathMesh(new MeshSnapshot(Mesh.Network, [.. nodes]), plan);
            var zones = nodes.ToDictionary(node => node.Name, node => node.Place.Zone);
            bool isSpread = plan.Segments[0].Hubs.Select(hub => zones[hub]).Distinct().Count() > 1;
            ImmutableArray<MeshPath> paths = PathFinder.Between(mesh, "node-001", "node-002", 3);

            Assert.InRange(paths.Length, 2, 3);
            Assert.Distinct(paths.SelectMany(path => path.Relays));
            Assert.True(!isSpread || zones[paths[0].Relays[0]] != zones[paths[1].Relays[0]]);
        }
    }

    [Fact]
    public void Between_LeadsThroughTheHubs_InHubSpoke_AndThroughThoseOfBothFirst()
    {
        PathMesh mesh = Form(TopologyType.HubSpoke);

        Assert.All(PathFinder.Between(mesh, "node-010", "node-011", 3), path => Assert.Equal(PathKind.Relay, path.Kind));
        Assert.All(PathFinder.Between(mesh, "node-010", "node-011", 3), path => Assert.Subset(new HashSet<string>(["node-000", "node-001"]), path.Relays.ToHashSet()));
        Assert.Equal(PathKind.Direct, PathFinder.Between(mesh, "node-010", "node-000", 3)[0].Kind);
        Assert.Equal(PathKind.Direct, PathFinder.Between(Form(TopologyType.Hybrid), "node-010", "node-011", 3)[0].Kind);
    }

    [Fact]
    public void Between_EndsWithTurn_WhereEitherHasAServer()
    {
        var settings = new NodeSettings { NatTraversal = new NatTraversalBlock { TurnServers = [new TurnServer("turn.example.org:3478", "turn", "secret")] } };
        MeshNodeSnapshot[] nodes = [Mesh.Node(0), Mesh.Node(1) with { Settings = settings }];
        var mesh = new PathMesh(new MeshSnapshot(Mesh.Network, [.. nodes]), Mesh.Plan(nodes));

        Assert.Equal([PathKind.Direct, PathKind.Turn], PathFinder.Between(mesh, "node-000", "node-001", 3).Select(path => path.Kind));
    }

    [Fact]
    public void Explain_SaysWhyEachPathWasNotChosen()
    {
        PathExplanation explanation = PathExplainer.Explain(Form(TopologyType.HubSpoke), "node-010", "node-011");

        Assert.Equal("segment-1 (HubSpoke) lets hubs relay what its nodes say to others; of the relays that can be used, this has the shortest way.", explanation.Reason);
        Assert.Contains(explanation.Alternatives, path => path.IsUsable && path.Reason.StartsWith("It stands by", StringComparison.Ordinal));
        Assert.Contains(explanation.Alternatives, path => path.Path.Kind == PathKind.Direct && !path.IsUsable);
        Assert.Contains(explanation.Alternatives, path => path.Reason == "node-002 is drained.");
        Assert.Contains(explanation.Alternatives, path => path.Reason == "node-003 was not reached on its relay ports by any third node.");
        Assert.Contains(explanation.Alternatives, path => path.Reason == "No policy gives either node a TURN server.");
        Assert.Equal("There is no MeshNode nobody.", PathExplainer.Explain(Form(TopologyType.Hybrid), "node-010", "nobody").Reason);
    }

    [Fact]
    public void Explain_ComparesWithThePathInUse_AndSaysWhatTheDaemonSays()
    {
        PathMesh mesh = Form(TopologyType.Hybrid);
        var report = new PathReport("node-011", "node-010") { Kind = PathKind.Relay, Relay = "node-001", RttMilliseconds = 31.5, LossPercent = 2, Reason = "both NATs map by address" };
        PathExplanation explanation = PathExplainer.Explain(mesh, "node-010", "node-011", report, new PathReport("node-010", "node-011"));

        Assert.Equal(new MeshPath(PathKind.Relay, ["node-001"], 0), explanation.Chosen);
        Assert.True(explanation.IsInUse);
        Assert.Contains("node-010 reports no path instead.", explanation.Reason, StringComparison.Ordinal);
        RejectedPath direct = Assert.Single(explanation.Alternatives, path => path.Path.Kind == PathKind.Direct);
        Assert.False(direct.IsUsable);
        Assert.Equal("node-011 says: both NATs map by address.", PathExplainer.Explain(mesh, "node-010", "node-011", report).Alternatives.Single(path => path.Path.Kind == PathKind.Direct).Reason);
        Assert.Equal("It is in use; node-011 measures 31.5 ms and 2 % loss.", PathExplainer.Explain(mesh, "node-010", "node-011", report).Reason);
        Assert.Contains(explanation.Alternatives, path => path.IsUsable && path.Path.Relays.SequenceEqual(["node-000"]));
    }

    [Fact]
    public void Explain_NamesTwoRelaysInARow_FromOneEndToTheOther_WhicheverReports()
    {
        PathMesh mesh = Form(TopologyType.Hybrid);
        var near = new PathReport("node-010", "node-011") { Kind = PathKind.Relay, Relay = "node-000+node-001" };
        var far = new PathReport("node-011", "node-010") { Kind = PathKind.Relay, Relay = "node-001+node-000" };
        var path = new MeshPath(PathKind.Relay, ["node-000", "node-001"], 0);

        Assert.Equal(path, PathExplainer.Explain(mesh, "node-010", "node-011", near, far).Chosen);
        Assert.Equal(path, PathExplainer.Explain(mesh, "node-010", "node-011", far).Chosen);
        Assert.Equal("node-001+node-000", path.NameFrom(isFirst: false));
        Assert.Equal("the path through node-000 and node-001", path.ToString());
    }

    [Fact]
    public void Explain_HasNoPath_WhenTheDaemonsSayThatNoneWorks()
    {
        PathExplanation explanation = PathExplainer.Explain(Form(TopologyType.Hybrid), "node-010", "node-011", new PathReport("node-010", "node-011") { Reason = "checking 3 addresses of the peer" });

        Assert.Null(explanation.Chosen);
        Assert.False(explanation.IsInUse);
        Assert.Equal("No path works now. node-010 says: checking 3 addresses of the peer.", explanation.Reason);
        Assert.All(explanation.Alternatives, path => Assert.False(path.IsUsable));
    }

    [Fact]
    public void Explain_TakesAnyReport_AndEndsEachReasonWithAStop()
    {
        for (int seed = 11000; seed < 11300; seed++)
        {
            var random = new RandomMesh(seed);
            var draw = new Random(seed);
            var mesh = new PathMesh(new MeshSnapshot(Mesh.Network, random.Nodes), Mesh.Plan(random.Nodes));
            (string one, string other) = (random.Pick().Name, random.Pick().Name);
            PathReport[] reports = [.. new[] { (one, other), (other, one), (one, one) }.Where(_ => draw.Next(3) > 0).Select(pair => new PathReport(pair.Item1, pair.Item2)
            {
                Kind = draw.Next(4) is var kind && kind < 3 ? (PathKind)kind : null,
                Relay = draw.Next(3) switch { 0 => null, 1 => "nobody", _ => random.Pick().Name },
                Reason = draw.Next(2) == 0 ? null : "because",
            })];
            PathExplanation explanation = PathExplainer.Explain(mesh, one, other, reports);
            Assert.All(explanation.Alternatives.Select(path => path.Reason).Append(explanation.Reason), reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
            Assert.Distinct(explanation.Alternatives.Select(path => path.Path).Concat(explanation.Chosen is { } chosen ? [chosen] : []));
        }
    }

    /// <summary>Two hubs that relay in two zones, a relay that is drained and one that was not reached, and spokes.</summary>
    internal static PathMesh Form(TopologyType type)
    {
        var relay = new RelaySnapshot(40000, 40099) { IsReached = true };
        MeshNodeSnapshot[] nodes = [.. Mesh.Nodes(20).Select(node => node with { Settings = new NodeSettings { Topology = new() { Type = type } } })];
        for (int i = 0; i < 4; i++)
        {
            nodes[i] = nodes[i] with
            {
                Place = new NodePlace("eu", $"zone-{i}", null),
                Spec = new() { Roles = i < 2 ? [NodeRole.Hub] : [] },
                Relay = relay with { Drain = i == 2, IsReached = i != 3 },
            };
        }

        return new PathMesh(new MeshSnapshot(Mesh.Network, [.. nodes]), Mesh.Plan(nodes));
    }

    private static void AssertExplained(PathMesh mesh, string one, string other, ImmutableArray<MeshPath> paths)
    {
        PathExplanation explanation = PathExplainer.Explain(mesh, one, other);
        Assert.Equal(paths.FirstOrDefault(), explanation.Chosen);
        Assert.All(explanation.Alternatives.Select(path => path.Reason).Append(explanation.Reason), reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
        Assert.Distinct(explanation.Alternatives.Select(path => path.Path));
    }
}
