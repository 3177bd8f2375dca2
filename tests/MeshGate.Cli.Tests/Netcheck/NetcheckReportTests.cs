using System.Text.Json;
using MeshGate.Cli.Netcheck;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Tests.Netcheck;

public sealed class NetcheckReportTests
{
    private static readonly FamilyReport Four = new(
        true, ["203.0.113.5"], "EndpointIndependent", "Two servers saw the same.", "AddressAndPortDependent", "Only answers are let in.", false, "No packet came back in.");

    private static readonly NetcheckReport Well = new(
        true, Four, Four with { Available = false }, null, new PortMappingOutlook(true, true, "PCP", "203.0.113.5:40112", "the router 192.168.1.1 lends UDP port 40112 (PCP)", "Peers reach this machine."),
        [new ServerReport("stun.example.org:3478", "192.0.2.1:3478", "UDP", 12.3, null)],
        [],
        new OutlookReport("Direct to everybody.", [new PeerOutlook("peers without a NAT", "yes", "because")], []),
        "the command line");

    [Fact]
    public void Write_GroupsWhatWasFound_ForPeople()
    {
        using var writer = new StringWriter();
        NetcheckText.Write(Well, writer);
        string text = writer.ToString();

        Assert.Contains("√ UDP               passes", text, StringComparison.Ordinal);
        Assert.Contains("endpoint-independent: two servers saw the same.", text, StringComparison.Ordinal);
        Assert.Contains("stun.example.org:3478 (192.0.2.1:3478) over UDP: 12.3 ms", text, StringComparison.Ordinal);
        Assert.Contains("√ port mapping      PCP: the router 192.168.1.1 lends UDP port 40112 (PCP)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_IsJsonWithTheSameFacts_ForPrograms()
    {
        using JsonDocument json = JsonDocument.Parse(NetcheckJson.Write(Well));

        Assert.Equal("EndpointIndependent", json.RootElement.GetProperty("ipv4").GetProperty("mapping").GetString());
        Assert.Equal("203.0.113.5:40112", json.RootElement.GetProperty("portMapping").GetProperty("external").GetString());
        Assert.Equal(12.3, json.RootElement.GetProperty("stun")[0].GetProperty("rttMilliseconds").GetDouble());
    }

    [Fact]
    public void IsWell_IsFalse_WhenSomethingIsInTheWay()
    {
        Assert.True(NetcheckCommand.IsWell(Well));
        Assert.False(NetcheckCommand.IsWell(Well with { Udp = false }));
        Assert.False(NetcheckCommand.IsWell(Well with { Turn = [new ServerReport("turn:1", null, "TCP", null, "refused")] }));
    }

    [Fact]
    public void Read_TakesTheServersOfAllPolicies_EachOnce()
    {
        NetcheckServers servers = ServerSource.Read([Policy(["stun.example.org:3478"], "turn.example.org:443"), Policy(["stun.example.org:3478", "192.0.2.1:3478"], null), new MeshPolicy()]);

        Assert.Equal(["stun.example.org:3478", "192.0.2.1:3478"], servers.Stun.Select(server => server.ToString()));
        Assert.Equal("turn.example.org:443", Assert.Single(servers.Turn).Endpoint.ToString());
    }

    [Theory]
    [InlineData("""{"node":{"status":{"assignment":{"settings":{"stunServers":["192.0.2.1:3478",7,"no server"]}}}}}""", 1)]
    [InlineData("""{"node":{"status":{"assignment":{"settings":{"stunServers":"192.0.2.1:3478"}}}}}""", 0)]
    [InlineData("""{"node":null}""", 0)]
    [InlineData("[]", 0)]
    public void ReadState_TakesWhatIsThere_FromADaemonsFile(string state, int count)
    {
        using JsonDocument json = JsonDocument.Parse(state);

        Assert.Equal(count, ServerSource.ReadState(json.RootElement, "state.json").Stun.Length);
    }

    private static MeshPolicy Policy(string[] stun, string? turn) => new()
    {
        Spec = new MeshPolicySpec
        {
            NatTraversal = new NatTraversalSettings { StunServers = stun, TurnServers = turn is null ? null : [new TurnServerReference { Address = turn }] },
        },
    };
}
