using System.Text.Json;
using MeshGate.Cli.Explain;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Cli.Tests.Explain;

public sealed class PairLinesTests
{
    [Fact]
    public void Explain_NamesTheRelayInUse_AndWhyEachOtherPathIsNot()
    {
        var pair = PairLines.Explain(SmallMesh.Nodes(), "nas", "laptop");

        Assert.True(pair.InUse);
        Assert.Equal(["relay1"], pair.Chosen!.Relays);
        Assert.Equal("It is in use; nas measures 46.2 ms and 0 % loss.", pair.Reason);
        Assert.Equal(
            ["Direct: nas says: no direct path can be: [both] NATs map by address.", "Relay: relay2 was not reached on its relay ports by any third node.", "Turn: No policy gives either node a TURN server."],
            pair.Alternatives.Select(path => $"{path.Kind}: {path.Reason}"));
    }

    [Fact]
    public void Explain_SaysWhatIsTriedFirst_WhenTwoDoNotSpeak()
    {
        var pair = PairLines.Explain(SmallMesh.Nodes(), "nas", "relay2");

        Assert.False(pair.InUse);
        Assert.Equal("Direct", pair.Chosen!.Kind);
        Assert.EndsWith("they do not speak now, and this is what they try first.", pair.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_SaysWhatIsWrongWithANode_WhenItIsNobodysPeer()
    {
        Assert.Equal("MeshNode new is nobody's peer: The operator has not looked at the node yet.", PairLines.Explain(SmallMesh.Nodes(), "nas", "new").Reason);
        Assert.Equal("There is no MeshNode gone.", PairLines.Explain(SmallMesh.Nodes(), "gone", "nas").Reason);
    }

    [Fact]
    public void Text_AndJson_HoldTheWholeExplanation()
    {
        var pair = PairLines.Explain(SmallMesh.Nodes(), "nas", "laptop");
        var writer = new StringWriter();
        PairText.Write(pair, writer);
        Assert.StartsWith("nas and laptop: through relay1", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("[both] NATs", writer.ToString(), StringComparison.Ordinal);

        JsonElement json = JsonDocument.Parse(PairJson.Write(pair)).RootElement;
        Assert.Equal("relay1", json.GetProperty("chosen").GetProperty("relays")[0].GetString());
        Assert.Equal(3, json.GetProperty("alternatives").GetArrayLength());
    }
}
