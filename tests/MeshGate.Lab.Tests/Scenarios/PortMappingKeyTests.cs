using MeshGate.Lab.Actions;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Nat;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Tests.Scenarios;

public sealed class PortMappingKeyTests
{
    private const string Servers = "servers: { stun: }\n";
    private const string Machines = "machines: { a: { site: home } }\n";

    [Theory]
    [InlineData("pcp", new[] { RouterProtocol.Pcp }, "@th,64,8 0 drop")]
    [InlineData("nat-pmp", new[] { RouterProtocol.NatPmp }, "@th,64,8 2 drop")]
    [InlineData("[pcp, upnp, pcp]", new[] { RouterProtocol.Pcp, RouterProtocol.Upnp }, "@th,64,8 0 drop")]
    public void Parse_GivesTheInnermostRouterItsProtocols(string words, RouterProtocol[] protocols, string rule)
    {
        var scenario = ScenarioParser.Parse($"{Servers}sites: {{ home: {{ nat: double, portMapping: {words} }} }}\n{Machines}", "x.yaml");
        Assert.Equal(protocols, scenario.Sites[0].PortMapping);

        var gateways = NetworkPlanner.Plan(scenario, "test").Sites["home"].Gateways;
        Assert.Equal(protocols, gateways[0].PortMapping);
        Assert.Empty(gateways[1].PortMapping);
        Assert.Contains(rule, gateways[0].Node.Ruleset, StringComparison.Ordinal);
        Assert.DoesNotContain("@th,64,8", gateways[1].Node.Ruleset, StringComparison.Ordinal);
        Assert.DoesNotContain("lent", gateways[1].Node.Ruleset, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Servers + "sites: { home: { nat: symmetric, portMapping: smoke } }\n" + Machines, "smoke")]
    [InlineData(Servers + "sites: { home: { nat: none, portMapping: pcp } }\n" + Machines, "no router that could lend a port")]
    [InlineData("sites: { home: { nat: symmetric, portMapping: pcp } }\n" + Machines, "needs a reachable STUN server")]
    [InlineData("servers: { s: { unreachable: true } }\nsites: { home: { nat: symmetric, portMapping: pcp } }\n" + Machines, "needs a reachable STUN server")]
    [InlineData(Servers + "sites: { home: { nat: symmetric } }\n" + Machines + "steps: [ { restart: { site: home } } ]", "has no 'portMapping'")]
    public void Parse_SaysWhy_WhenWrong(string yaml, string reason)
        => Assert.Contains(reason, Assert.Throws<ScenarioException>(() => ScenarioParser.Parse(yaml, "x.yaml")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_TellsADaemonForHowLongToAsk()
    {
        var scenario = ScenarioParser.Parse("machines: { a: { portMappingLifetime: 20s }, b: }", "x.yaml");

        Assert.Equal([TimeSpan.FromSeconds(20), null], scenario.Machines.Select(machine => machine.PortMappingLifetime));
    }

    [Fact]
    public void Parse_NamesTheRoutersProcess()
    {
        var scenario = ScenarioParser.Parse(
            $"{Servers}sites: {{ home: {{ nat: symmetric, portMapping: pcp }} }}\n{Machines}steps: [ {{ restart: {{ site: home }} }} ]", "x.yaml");

        Assert.Equal(["home/router"], Assert.IsType<ProcessAction>(scenario.Steps[0].Action).Processes);
    }
}
