using System.Net.Sockets;
using MeshGate.Probing.Behavior;
using MeshGate.Probing.Tests.Simulation;
using MeshGate.Traversal.Discovery;

namespace MeshGate.Probing.Tests.Behavior;

public sealed class BehaviorProbeTests
{
    private const string A = "192.0.2.1:3478";
    private const string A2 = "192.0.2.2:3479";
    private const string B = "198.51.100.1:3478";

    public static TheoryData<MappingBehavior, FilteringBehavior> Kinds => new(
        from mapping in Enum.GetValues<MappingBehavior>().Except([MappingBehavior.Unknown])
        from filtering in Enum.GetValues<FilteringBehavior>().Except([FilteringBehavior.Unknown])
        select (mapping, filtering));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task MeasureAsync_FindsTheBehavior_OfEveryKindOfNat(MappingBehavior mapping, FilteringBehavior filtering)
    {
        var network = new SimulatedNetwork(mapping, filtering);
        var found = await MeasureAsync(network, network.Add(new SimulatedServer(A, A2)));

        Assert.Equal(mapping, found.Mapping!.Mapping);
        Assert.Equal(filtering, found.Filtering.Filtering);
        Assert.Equal(network.Opened, network.Closed);
    }

    [Theory]
    [InlineData(MappingBehavior.EndpointIndependent, true, true)]
    [InlineData(MappingBehavior.EndpointIndependent, false, false)]
    [InlineData(MappingBehavior.AddressAndPortDependent, false, false)]
    [InlineData(MappingBehavior.None, true, null)]
    public async Task MeasureAsync_FindsHairpinning(MappingBehavior mapping, bool hairpin, bool? expected)
    {
        var network = new SimulatedNetwork(mapping, FilteringBehavior.AddressAndPortDependent) { Hairpin = hairpin };

        Assert.Equal(expected, (await MeasureAsync(network, network.Add(new SimulatedServer(A, A2)))).Hairpin.IsSupported);
    }

    [Fact]
    public async Task MeasureAsync_DoesNotKnowTheFiltering_WhenNoServerHasTwoAddresses()
    {
        var network = new SimulatedNetwork(MappingBehavior.EndpointIndependent, FilteringBehavior.EndpointIndependent);
        var found = await MeasureAsync(network, network.Add(new SimulatedServer(A, null)), network.Add(new SimulatedServer(B, null)));

        Assert.Equal(MappingBehavior.EndpointIndependent, found.Mapping!.Mapping);
        Assert.Equal(FilteringFinding.NoServer, found.Filtering);
        Assert.Null(found.Server);
    }

    [Fact]
    public async Task MeasureAsync_TakesTheServerThatCan_WhenTheFirstCannot()
    {
        var network = new SimulatedNetwork(MappingBehavior.EndpointIndependent, FilteringBehavior.AddressDependent);
        var found = await MeasureAsync(
            network,
            network.Add(new SimulatedServer("192.0.2.9:3478", null) { IsSilent = true }),
            network.Add(new SimulatedServer(B, null)),
            network.Add(new SimulatedServer(A, A2)));

        Assert.Equal(FilteringBehavior.AddressDependent, found.Filtering.Filtering);
        Assert.Equal(A, found.Server!.Server.Name);
    }

    [Fact]
    public async Task MeasureAsync_DoesNotTakeSilenceForAFilter_WhenTheServerNeverAnswersFromElsewhere()
    {
        var network = new SimulatedNetwork(MappingBehavior.EndpointIndependent, FilteringBehavior.EndpointIndependent);
        var found = await MeasureAsync(network, network.Add(new SimulatedServer(A, A2) { ChangesSource = false }));

        Assert.Equal(FilteringBehavior.Unknown, found.Filtering.Filtering);
    }

    [Theory]
    [InlineData("192.0.2.1:3479")]
    [InlineData("192.0.2.2:3478")]
    [InlineData("224.0.0.1:3479")]
    [InlineData("127.0.0.1:3479")]
    [InlineData("[2001:db8::1]:3479")]
    public async Task MeasureAsync_AsksNoOtherAddress_WhenTheServerNamesAnImpossibleOne(string other)
    {
        var network = new SimulatedNetwork(MappingBehavior.EndpointIndependent, FilteringBehavior.EndpointIndependent);

        Assert.Null((await MeasureAsync(network, network.Add(new SimulatedServer(A, other)))).Server);
    }

    [Fact]
    public async Task MeasureAsync_KnowsNothing_WhenNobodyAnswers()
    {
        var network = new SimulatedNetwork(MappingBehavior.None, FilteringBehavior.EndpointIndependent);
        var found = await MeasureAsync(network, network.Add(new SimulatedServer(A, A2) { IsSilent = true }));

        Assert.Null(found.Mapping);
        Assert.Equal(FilteringBehavior.Unknown, found.Filtering.Filtering);
        Assert.Null(found.Hairpin.IsSupported);
        Assert.Equal(network.Opened, network.Closed);
    }

    private static async Task<BehaviorFindings> MeasureAsync(SimulatedNetwork network, params StunServer[] servers)
        => await network.RunAsync(new BehaviorProbe(network, network.Time)
            .MeasureAsync(AddressFamily.InterNetwork, servers, [SimulatedNetwork.Inside], TestContext.Current.CancellationToken));
}
