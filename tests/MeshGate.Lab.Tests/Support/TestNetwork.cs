using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Links;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Tests.Support;

/// <summary>The network of a scenario without any process in it.</summary>
internal sealed class TestNetwork : IAsyncDisposable
{
    private readonly LabDirectory _directory;

    private TestNetwork(LabDirectory directory, NetworkPlan plan, Scenario scenario) =>
        (_directory, Plan, Scenario) = (directory, plan, scenario);

    internal NetworkPlan Plan { get; }

    internal Scenario Scenario { get; }

    internal static async Task<TestNetwork> BuildAsync(string yaml)
    {
        LabEnvironment.Require("ip", "nft");
        var scenario = ScenarioParser.Parse(yaml, "test.yaml");
        var directory = LabDirectory.Create();
        var network = new TestNetwork(directory, NetworkPlanner.Plan(scenario, directory.Id), scenario);
        try
        {
            await NetworkBuilder.BuildAsync(network.Plan, TestContext.Current.CancellationToken);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    internal IPAddress Address(string machine, bool ipv6 = false) => Plan.Machines[machine].Addresses.First(
        a => a.AddressFamily == (ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork));

    internal NetworkNamespace Namespace(string machine) => new(Plan.Machines[machine].Node.Namespace);

    /// <summary>Lets a region's link carry packets.</summary>
    internal async Task<LinkForwarder> LinkAsync(string region, LinkSpec spec)
    {
        var plan = Plan.Regions[region];
        var forwarder = new LinkForwarder(
            TunDevice.Open(new NetworkNamespace(plan.Router.Namespace), RegionPlan.Uplink),
            TunDevice.Open(new NetworkNamespace(Plan.Internet.Namespace), plan.InternetPort),
            new Random(1),
            TimeProvider.System);
        forwarder.Apply(new LinkState(spec, IsCut: false));
        await LinkReadiness.WaitAsync(plan.Router.Namespace, "tun", TestContext.Current.CancellationToken);
        return forwarder;
    }

    /// <summary>A UDP socket on a machine.</summary>
    internal UdpProbe Probe(string machine, int port, bool ipv6 = false) => new(Namespace(machine), Address(machine, ipv6), port);

    public async ValueTask DisposeAsync() => await LabRemoval.RemoveAsync(_directory);
}
