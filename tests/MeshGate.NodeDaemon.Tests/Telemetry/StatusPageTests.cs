using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Telemetry;

namespace MeshGate.NodeDaemon.Tests.Telemetry;

public sealed class StatusPageTests
{
    [Fact]
    public void Page_SaysThatNothingIsKnown_BeforeTheFirstReading()
    {
        var page = Read(StatusPage.Of("a", NodeReading.None, new WireGuardTotals(), null));
        Assert.Equal("a", (string?)page["node"]);
        Assert.False((bool)page["ready"]!);
        Assert.NotNull(page["problem"]);
        Assert.Equal(0, (int)page["sessions"]!["total"]!);
    }

    [Fact]
    public void Page_NamesTheWorstPeers_AndStaysSmall()
    {
        var reading = new NodeReading { Known = 200, Up = 199, Paths = new Dictionary<PeerPath, int> { [PeerPath.Direct] = 100, [PeerPath.Relay] = 99, [PeerPath.None] = 1 }, Health = 0.5, WorstPath = 0 };
        var report = new MeshNodeAgent
        {
            Version = "1",
            PublicKey = new string('k', 44),
            Conditions = [new Condition { Type = "StunReachable", Status = "True", Reason = "Answered", Message = "2 of 2" }],
            Peers =
            [
                .. Enumerable.Range(0, 100).Select(i => new PeerSummary { Name = $"direct-{i:000}", Path = PeerPath.Direct }),
                .. Enumerable.Range(0, 99).Select(i => new PeerSummary { Name = $"relayed-{i:000}", Path = PeerPath.Relay, Via = "r", Reason = new string('x', 200), Endpoint = "192.0.2.1:1" }),
                new PeerSummary { Name = "z", Path = PeerPath.None, Reason = "UDP is blocked" },
            ],
        };
        var whole = StatusPage.Of("a", reading, new WireGuardTotals(), report);
        var page = Read(whole);
        Assert.True((bool)page["ready"]!);
        Assert.Null(page["problem"]);
        Assert.Equal((200, 99, 1), ((int)page["sessions"]!["total"]!, (int)page["sessions"]!["relay"]!, (int)page["sessions"]!["none"]!));
        var named = page["notDirect"]!.AsArray();
        Assert.Equal(StatusPage.MostPeers, named.Count);
        Assert.Equal(("z", "UDP is blocked"), ((string?)named[0]!["name"], (string?)named[0]!["reason"]));
        Assert.Equal("relayed-000", (string?)named[1]!["name"]);
        Assert.True(whole.ToJson().Length < 10_000);
    }

    private static JsonNode Read(StatusPage page) => JsonNode.Parse(page.ToJson())!;
}
