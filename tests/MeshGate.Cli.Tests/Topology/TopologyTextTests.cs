using System.Text.Json;
using MeshGate.Cli.Topology;
using MeshGate.Core.Topology.Summaries;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Cli.Tests.Topology;

public sealed class TopologyTextTests
{
    private static readonly MeshReading Reading = MeshReading.Of(SmallMesh.Nodes());
    private static readonly TopologySummary Mesh = TopologySummary.Of(Reading.Nodes, Reading.Plan, Reading.Reports);

    [Fact]
    public void Write_ShowsSegmentsAndWhoIsRelayed()
    {
        var writer = new StringWriter();
        TopologyText.Write(Mesh, writer);
        string text = writer.ToString();

        Assert.Matches("segment-1 +FullMesh +4 +0 +none +relay1 +6 +not known", text);
        Assert.Contains("segment-1: laptop, nas, relay1, relay2", text, StringComparison.Ordinal);
        Assert.Contains("Nobody's peers yet: new;", text, StringComparison.Ordinal);
        Assert.Matches("laptop +nas +relay1 +no direct path can be", text);
    }

    [Fact]
    public void Write_SaysSo_WhenThereIsNobody()
    {
        var writer = new StringWriter();
        TopologyText.Write(new TopologySummary([], [], [], []), writer);
        Assert.Contains("No node is a peer", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HoldsTheWholeTopology()
    {
        JsonElement json = JsonDocument.Parse(TopologyJson.Write(Mesh)).RootElement;
        Assert.Equal("FullMesh", json.GetProperty("segments")[0].GetProperty("type").GetString());
        Assert.Equal("relay1", json.GetProperty("relayed")[0].GetProperty("relay").GetString());
    }
}
