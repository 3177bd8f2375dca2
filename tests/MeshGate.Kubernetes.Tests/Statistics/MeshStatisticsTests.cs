using k8s.Models;
using MeshGate.Core.Health;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Statistics;

namespace MeshGate.Kubernetes.Tests.Statistics;

public sealed class MeshStatisticsTests
{
    [Fact]
    public void Of_CountsPairsOnce_ByTheWorseOffEnd_AndOnlyWhereBothAreOnline()
    {
        MeshNode[] nodes =
        [
            Node("a", "True", ("b", PeerPath.Direct, 0), ("c", PeerPath.Direct, 0), ("d", PeerPath.None, 0)),
            Node("b", "True", ("a", PeerPath.Relay, 2), ("c", PeerPath.None, 0)),
            Node("c", "True", ("a", PeerPath.Direct, 0), ("b", PeerPath.Turn, 1)),
            Node("d", "False", ("a", PeerPath.Direct, 9)),
            Node("e", "Unknown"),
        ];
        var mesh = MeshStatistics.Of(nodes, [Route(RouteState.Active), Route(RouteState.Failed), Route(null)]);
        Assert.Equal((5, 3, 1, 4), (mesh.Nodes, mesh.Online, mesh.Offline, mesh.Ready));
        Assert.Equal([(PeerPath.None, 1), (PeerPath.Direct, 1), (PeerPath.Relay, 1)], mesh.Pairs.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(3, mesh.Failovers);
        Assert.Equal([(RouteState.Active, 1), (RouteState.Failed, 1)], mesh.Routes.Select(route => (route.Key, route.Value)));

        // a and c: both paths well; b: one of two; d is offline; nobody has heard of e.
        Assert.Equal((1 + 0.5 + 1 + 0) / 4, mesh.Score, 6);
        Assert.Equal([(HealthBand.Good, 2), (HealthBand.Fair, 1), (HealthBand.Poor, 1)], mesh.Health.Select(band => (band.Key, band.Value)));
    }

    [Fact]
    public void Of_IsWell_WhereThereIsNothing()
    {
        var mesh = MeshStatistics.Of([], []);
        Assert.Equal((0, 1.0), (mesh.Nodes, mesh.Score));
        Assert.Empty(mesh.Pairs);
    }

    /// <summary>Whoever owns the object may write anything into it.</summary>
    [Fact]
    public void Of_StandsWhatMakesNoSense()
    {
        var node = Node("a", "True", ("b", PeerPath.Direct, 0), ("b", PeerPath.None, 0));
        node.Status!.Agent!.Peers = [.. node.Status.Agent.Peers!, null!];
        node.Status.Conditions = [.. node.Status.Conditions!, null!];
        Assert.Equal(1, MeshStatistics.Of([node, new MeshNode { Metadata = new V1ObjectMeta { Name = "b" } }], []).Online);
    }

    private static MeshNode Node(string name, string online, params (string Peer, PeerPath Path, int Failovers)[] peers) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Status = new MeshNodeStatus
        {
            Conditions = [new Condition { Type = "Online", Status = online }, new Condition { Type = "Ready", Status = online == "Unknown" ? "False" : "True" }],
            Assignment = new MeshNodeAssignment { Members = [.. peers.Select(peer => new MeshMember { Name = peer.Peer })] },
            Agent = new MeshNodeAgent { Peers = [.. peers.Select(peer => new PeerSummary { Name = peer.Peer, Path = peer.Path, Failovers = peer.Failovers })] },
        },
    };

    private static MeshRoute Route(RouteState? state) => new() { Metadata = new V1ObjectMeta { Name = "r" }, Status = new MeshRouteStatus { State = state } };
}
