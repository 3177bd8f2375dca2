using System.Text.Json;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Inspecting;
using MeshGate.NodeDaemon.Telemetry;

namespace MeshGate.NodeDaemon.Tests.Inspecting;

public sealed class PingReplyTests
{
    private static readonly PingReply Answered = new(1, 12.345, null, null, null, null);

    [Fact]
    public void On_TakesThePathOfTheSamePeer()
    {
        using var page = JsonDocument.Parse(PeersPage.Of(new MeshNodeAgent
        {
            Peers =
            [
                new PeerSummary { Name = "a", Path = PeerPath.Direct, Endpoint = "192.0.2.1:51820" },
                new PeerSummary { Name = "b", Path = PeerPath.Relay, Via = "relay1", Endpoint = "192.0.2.9:40001" },
            ],
        }));

        Assert.Equal("answer 1 from a in 12.35 ms, direct, 192.0.2.1:51820", Answered.On(page.RootElement, "a").Say("a"));
        Assert.Equal("answer 1 from b in 12.35 ms, through the relay relay1", Answered.On(page.RootElement, "b").Say("b"));
        Assert.Equal("answer 1 from c in 12.35 ms, by a path that no daemon here could name", Answered.On(page.RootElement, "c").Say("c"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""[1,"x",{"name":7},{"name":"a","path":{}}]""")]
    public void On_LeavesThePathOpen_WhenThePageMakesNoSense(string page)
    {
        using var parsed = JsonDocument.Parse(page);

        Assert.Null(Answered.On(parsed.RootElement, "a").Path);
    }

    [Fact]
    public void Say_NamesTheProblem_WhenNoAnswerCame()
        => Assert.Equal("no answer 2 from a: none within 5 s", new PingReply(2, null, "None", null, null, "none within 5 s").Say("a"));

    [Fact]
    public void ToJson_IsOneLine()
        => Assert.Equal("""{"sequence":1,"rttMilliseconds":12.345,"path":"Direct"}""", (Answered with { Path = "Direct" }).ToJson());

    [Fact]
    public void Page_IsEmpty_BeforeTheFirstReport() => Assert.Equal("[]"u8.ToArray(), PeersPage.Of(null));
}
