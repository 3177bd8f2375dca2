using System.Text.Json;
using k8s.Models;
using MeshGate.Cli.Status;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Tests.Status;

public sealed class MeshReportTests
{
    [Fact]
    public void Build_IsReady_WhenEveryNodeIsAndEveryPairTalksDirectly()
    {
        MeshReport report = MeshReportBuilder.Build([Node("b", ("a", PeerPath.Direct)), Node("a", ("b", PeerPath.Direct))]);
        Assert.True(report.Ready);
        Assert.Equal(["a", "b"], report.Nodes.Select(node => node.Name));
        Assert.All(report.Nodes, node => Assert.Equal((1, 1), (node.PeersDirect, node.Peers)));
        Assert.Empty(report.Pairs);
    }

    [Fact]
    public void Build_TellsAPairOnce_WhenNeitherEndHasAPath()
    {
        MeshReport report = MeshReportBuilder.Build([Node("a", ("b", PeerPath.None)), Node("b", ("a", PeerPath.None))]);
        Assert.False(report.Ready);
        Assert.Equal(new PairReport("a", "b", "None", "UDP seems blocked."), Assert.Single(report.Pairs));
    }

    [Fact]
    public void Build_TellsThePairByTheEndWithoutPath_WhenOnlyOneHasIt()
    {
        MeshReport report = MeshReportBuilder.Build([Node("a", ("b", PeerPath.Direct)), Node("b", ("a", PeerPath.None))]);
        Assert.Equal("b", Assert.Single(report.Pairs).Source);
    }

    [Fact]
    public void Build_SaysThatADaemonHasNotReported_WhenItKnowsNothingOfAPeer()
    {
        MeshNode silent = Node("b", ("a", PeerPath.Direct));
        silent.Status.Agent = null;
        MeshReport report = MeshReportBuilder.Build([Node("a", ("b", PeerPath.Direct)), silent]);
        Assert.Contains("has not reported", Assert.Single(report.Pairs).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_IsNotReady_WhenANodeIsOfflineOrUnknown()
    {
        MeshNode offline = Node("a");
        offline.Status.Conditions = [Condition("Ready", "True"), Condition("Online", "False")];
        Assert.False(MeshReportBuilder.Build([offline]).Ready);
        Assert.False(MeshReportBuilder.Build([new MeshNode { Metadata = new V1ObjectMeta { Name = "new" } }]).Ready);
    }

    [Fact]
    public void Tables_ShowNodesAndPairs_AndTakeTextLiterally()
    {
        MeshNode node = Node("a", ("b", PeerPath.None));
        node.Status.Conditions = [Condition("Ready", "False") with { Reason = "AddressConflict", Message = "[red]100.96.0.2 belongs to b.[/]" }];
        string text = Render([node, Node("b", ("a", PeerPath.None))]);
        Assert.Contains("AddressConflict: [red]100.96.0.2 belongs to b.[/]", text, StringComparison.Ordinal);
        Assert.Contains("NOT DIRECT", text, StringComparison.Ordinal);
        Assert.Contains("UDP seems blocked.", text, StringComparison.Ordinal);
        Assert.Contains("1 of 2 nodes are ready, 1 pair does not talk directly; the mesh's health is ", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void Tables_SaySo_WhenThereAreNoNodes() => Assert.Contains("no MeshNodes", Render([]), StringComparison.Ordinal);

    [Fact]
    public void Json_HoldsTheWholeReport()
    {
        JsonElement json = JsonDocument.Parse(MeshReportJson.Write(MeshReportBuilder.Build([Node("a", ("b", PeerPath.None))]))).RootElement;
        Assert.False(json.GetProperty("ready").GetBoolean());
        Assert.Equal("a", json.GetProperty("nodes")[0].GetProperty("name").GetString());
        Assert.Equal(0, json.GetProperty("nodes")[0].GetProperty("peersDirect").GetInt32());
        Assert.Equal("b", json.GetProperty("pairs")[0].GetProperty("destination").GetString());
    }

    private static string Render(MeshNode[] nodes)
    {
        var writer = new StringWriter();
        MeshReportTables.Write(MeshReportBuilder.Build(nodes), writer);
        return writer.ToString();
    }

    private static MeshNode Node(string name, params (string Name, PeerPath Path)[] peers) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new MeshNodeSpec { Addresses = ["100.96.0.2"] },
        Status = new MeshNodeStatus
        {
            Assignment = new MeshNodeAssignment { Members = [.. peers.Select(peer => new MeshMember { Name = peer.Name })] },
            Agent = new MeshNodeAgent { Peers = [.. peers.Select(peer => new PeerSummary { Name = peer.Name, Path = peer.Path, Reason = "UDP seems blocked." })] },
            Conditions = [Condition("Ready", "True"), Condition("Online", "True")],
        },
    };

    private static Condition Condition(string type, string status) => new() { Type = type, Status = status, Reason = "Accepted", Message = "Because." };
}
