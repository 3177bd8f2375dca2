using MeshGate.Lab.Captures;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Captures;

/// <summary>A capture sees what passes a cable, both ways.</summary>
public sealed class PacketCaptureTests
{
    [Fact]
    public async Task Search_FindsWhatWasSentAndReceived()
    {
        await using var network = await TestNetwork.BuildAsync("machines: { a: , b: }");
        using var captures = new CaptureBoard(network.Plan);
        captures.Start("a");
        using var one = network.Probe("a", 7001);
        using var other = network.Probe("b", 7001);
        one.Send("a word of the first", other.LocalEndPoint);
        Assert.NotNull(other.Hear("a word of the first"));
        other.Send("a word of the second", one.LocalEndPoint);
        Assert.NotNull(one.Hear("a word of the second"));

        Assert.Equal(1, captures.Search("a", "word of the first").Matching);
        Assert.Equal(1, captures.Search("a", "word of the second").Matching);
        var (packets, matching, dropped) = captures.Search("a", "never said");
        Assert.True(packets >= 2);
        Assert.Equal((0, 0), (matching, dropped));
        Assert.Throws<LabException>(() => captures.Search("b", "anything"));
    }
}
