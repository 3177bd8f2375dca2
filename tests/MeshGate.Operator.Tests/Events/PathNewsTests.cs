using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using MeshGate.Operator.Events;

namespace MeshGate.Operator.Tests.Events;

public sealed class PathNewsTests
{
    [Theory]
    [InlineData("b path=None", "b path=Direct type=ServerReflexive", "Punched", "Direct to b, through the NATs between.")]
    [InlineData("", "b path=Direct type=PortMapped", "Punched", "Direct to b, through the NATs between.")]
    [InlineData("b path=Relay via=r", "b path=Direct type=PeerReflexive", "Punched", "Direct to b, through the NATs between.")]
    [InlineData("b path=None", "b path=Direct type=Host", null, null)]
    [InlineData("b path=None", "b path=Relay via=r reason=both NATs are symmetric", "Relayed", "Traffic to b goes through r, because both NATs are symmetric")]
    [InlineData("b path=None", "b path=Turn reason=UDP is blocked", "Relayed", "Traffic to b goes through a TURN server, because UDP is blocked")]
    [InlineData("b path=Direct", "b path=Relay via=r failovers=1 cause=Silent gap=300", "FailedOver", "A path to b failed (Silent); traffic goes through r.")]
    [InlineData("b path=Relay via=r failovers=1", "b path=Direct type=Host failovers=1", "Recovered", "The path to b is direct again.")]
    [InlineData("b path=Direct", "b path=None reason=checking", "PathLost", "There is no path to b any more.")]
    [InlineData("b path=None handshake=2026-01-01T00:00:00Z", "b path=Relay via=r", "Recovered", "There is a path to b again, through r.")]
    [InlineData("b path=Direct rtt=1ms", "b path=Direct rtt=9ms", null, null)]
    public void Between_SaysWhatBecameOfAPath(string before, string after, string? reason, string? sentence)
    {
        IReadOnlyList<PathNews> news = PathNews.Between(Node(before), Node(after));
        if (reason is null)
        {
            Assert.Empty(news);
            return;
        }

        PathNews found = Assert.Single(news);
        Assert.Equal((reason, sentence), (found.Reason, PathNews.Sentence(found.What, [found.Peer])));
        Assert.Equal(reason is "FailedOver" or "PathLost" ? EventType.Warning : EventType.Normal, found.Type);
    }

    [Fact]
    public void Sentence_NamesThree_AndCountsTheOthers()
        => Assert.Equal("Direct to a, b, c and 2 more.", PathNews.Sentence("Direct to {peers}.", ["a", "b", "c", "d", "e"]));

    [Fact]
    public void Between_IsSilent_OfANodesFirstReport() => Assert.Empty(PathNews.Between(new MeshNode { Metadata = new V1ObjectMeta { Name = "a" } }, Node("b path=Direct type=PortMapped")));

    private static MeshNode Node(string peer) => new()
    {
        Metadata = new V1ObjectMeta { Name = "a" },
        Status = new MeshNodeStatus { Agent = new MeshNodeAgent { Peers = peer.Length == 0 ? [] : [Read(peer)] } },
    };

    private static PeerSummary Read(string line)
        => System.Text.Json.JsonSerializer.Deserialize(System.Text.Json.JsonSerializer.Serialize(line), MeshGate.Kubernetes.Serialization.MeshGateJson.TypeInfo<PeerSummary>())!;
}
