using System.Text.Json.Nodes;
using MeshGate.Lab.Demonstration;
using MeshGate.Lab.Metrics;

namespace MeshGate.Lab.Tests.Demonstration;

public sealed class HealthWatchTests
{
    [Fact]
    public void Of_ReadsTheOperatorsNumbers_WhenThePageHasThem()
    {
        var sample = HealthWatch.Of(
            PrometheusText.Parse("""
                meshgate_operator_nodes 50
                meshgate_operator_nodes_online 48
                meshgate_operator_pairs{path="direct"} 900
                meshgate_operator_pairs{path="asleep"} 325
                meshgate_operator_mesh_health 0.97
                meshgate_operator_session_failovers 12
                """),
            7.5);
        Assert.Equal((7.5, 50, 48, 0.97, 12), (sample.At, sample.Nodes, sample.Online, sample.Health, sample.Failovers));
        Assert.Equal(900, sample.Pairs["direct"]);
        Assert.Equal(325, sample.Pairs["asleep"]);
    }

    [Fact]
    public void Of_IsAllZero_WhenThePageIsEmpty()
    {
        var sample = HealthWatch.Of([], 1);
        Assert.Equal((0, 0, null), (sample.Nodes, sample.Online, sample.Health));
        Assert.Empty(sample.Pairs);
        Assert.Contains("0/0 online", DemonstrationConsole.Line(sample), StringComparison.Ordinal);
    }

    [Fact]
    public void Clients_AddsUpRoutes_WhenTheyShareAGateway()
    {
        var routes = (JsonObject[])[Route("""[{"name":"gw1","clients":2},{"name":"gw2"}]"""), Route("""[{"name":"gw1","clients":3}]"""), []];
        Assert.Equal([("gw1", 5), ("gw2", 0)], HealthWatch.Clients(routes).Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Theory]
    [InlineData("cpu  10 0 10 80 0 0 0 0 0 0", 20, 100)]
    [InlineData("cpu  10 1 10 60 20 1 1 1 7 7", 24, 104)]
    [InlineData("cpu0 10 0 10 80 0 0 0 0 0 0", 0, 0)]
    [InlineData("", 0, 0)]
    public void Parse_CountsWorkAndTime_WhenTheLineIsTheKernels(string line, long busy, long total) =>
        Assert.Equal(new ProcessorClock(busy, total), ProcessorClock.Parse(line));

    [Fact]
    public void Since_IsAShare_WhenTimePassed()
    {
        Assert.Equal(0.25, new ProcessorClock(30, 140).Since(new ProcessorClock(20, 100)));
        Assert.Equal(0, new ProcessorClock(20, 100).Since(new ProcessorClock(20, 100)));
    }

    private static JsonObject Route(string gateways) => new() { ["status"] = new JsonObject { ["gateways"] = JsonNode.Parse(gateways) } };
}
