using System.Text.Json;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Tests.Serialization;

public sealed class PeerSummaryConverterTests
{
    private static readonly DateTime Time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private static readonly PeerSummary Whole = new()
    {
        Name = "web-1",
        Path = PeerPath.Turn,
        Endpoint = "[2001:db8::1]:51820",
        CandidateType = CandidateType.Turn,
        RttMilliseconds = 12.5,
        JitterMilliseconds = 1.5,
        LastHandshakeTime = Time,
        TurnAddresses = ["192.0.2.1:4000", "[2001:db8::2]:4000"],
        Reason = "UDP is blocked; path=Direct was tried, reason=unknown",
    };

    [Fact]
    public void Write_MakesOneLine_ThatReadsBack()
    {
        string json = Write(Whole);

        Assert.Equal(
            "web-1 path=Turn endpoint=[2001:db8::1]:51820 type=Turn rtt=12.5ms jitter=1.5ms handshake=2026-01-02T03:04:05Z turn=192.0.2.1:4000,[2001:db8::2]:4000 reason=UDP is blocked; path=Direct was tried, reason=unknown",
            JsonElement.Parse(json).GetProperty("status").GetProperty("agent").GetProperty("peers")[0].GetString());
        PeerSummary again = Assert.Single(Read(json));
        Assert.Equal(Whole with { TurnAddresses = null }, again with { TurnAddresses = null });
        Assert.Equal(Whole.TurnAddresses, again.TurnAddresses);
    }

    [Fact]
    public void Write_TellsOfARoute_AndReadsItBack()
    {
        var routed = new PeerSummary { Name = "b", Path = PeerPath.Relay, Via = "one", Route = "r", Phase = "FailedOver", Paths = [new RoutePathReport("Direct", PathHealth.Down), new RoutePathReport("one", PathHealth.Healthy)] };
        string json = Write(routed);

        Assert.Contains("b path=Relay via=one route=r phase=FailedOver paths=Direct:Down,one:Healthy", json, StringComparison.Ordinal);
        PeerSummary again = Assert.Single(Read(json));
        Assert.Equal(routed with { Paths = null }, again with { Paths = null });
        Assert.Equal(routed.Paths, again.Paths);
        Assert.Equal([new RoutePathReport("Direct", PathHealth.Unknown)], Assert.Single(Read(json.Replace("Direct:Down,one:Healthy", "Direct:Fine", StringComparison.Ordinal))).Paths);
    }

    [Fact]
    public void Write_LeavesOut_WhatIsNotKnown()
    {
        string json = Write(new PeerSummary { Name = "b" });

        Assert.Contains("[\"b path=None\"]", json, StringComparison.Ordinal);
        Assert.Equal(new PeerSummary { Name = "b" }, Assert.Single(Read(json)));
    }

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"  \"", "")]
    [InlineData("\"b\"", "b")]
    [InlineData("\"b path=Pigeon type=Dove\"", "b")]
    [InlineData("\"b path=1 type=2\"", "b")]
    [InlineData("\"b path= type= rtt= handshake= =x\"", "b")]
    [InlineData("\"b rtt=12.5 rtt=-3ms rtt=1e9ms rtt=NaNms jitter=2 jitter=-1ms handshake=yesterday\"", "b")]
    [InlineData("\"b newer=word and some others\"", "b")]
    [InlineData("7", "")]
    [InlineData("{\"name\":\"b\",\"path\":\"Direct\"}", "")]
    [InlineData("[[\"b\"]]", "")]
    public void Read_LeavesOut_WhatCannotBeRead(string text, string name)
    {
        var peers = Read("{\"status\":{\"agent\":{\"peers\":[" + text + ",\"good path=Relay\"]}}}");

        Assert.Equal(new PeerSummary { Name = name }, peers[0]);
        Assert.Equal(PeerPath.Relay, peers[1].Path);
    }

    private static string Write(PeerSummary peer)
        => JsonSerializer.Serialize(new MeshNode { Status = new MeshNodeStatus { Agent = new MeshNodeAgent { Peers = [peer] } } }, Resources.MeshNodes.JsonType);

    private static IReadOnlyList<PeerSummary> Read(string json) => JsonSerializer.Deserialize(json, Resources.MeshNodes.JsonType)!.Status.Agent!.Peers!;
}
