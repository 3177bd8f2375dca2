using MeshGate.Probing.Behavior;
using MeshGate.Probing.Tests.Simulation;
using MeshGate.Traversal.Discovery;

namespace MeshGate.Probing.Tests.Behavior;

public sealed class MappingLifetimeProbeTests
{
    [Theory]
    [InlineData(MappingBehavior.EndpointIndependent, 15, 12.5)]
    [InlineData(MappingBehavior.EndpointIndependent, 35, 33.75)]
    [InlineData(MappingBehavior.AddressAndPortDependent, 65, 60)]
    [InlineData(MappingBehavior.None, 25, 22.5)]
    public async Task MeasureAsync_ProvesTheLifetime_ByAnAnswerToTheSilentPort(MappingBehavior mapping, double lifetime, double held)
    {
        var measured = await MeasureAsync(Network(mapping, lifetime), new SimulatedServer("192.0.2.1:3478", "192.0.2.2:3479"));

        Assert.Equal(TimeSpan.FromSeconds(held), measured.Held);
    }

    [Fact]
    public async Task MeasureAsync_StopsAtTheLongest_WhenTheMappingOutlivesIt()
    {
        var measured = await MeasureAsync(Network(MappingBehavior.EndpointIndependent, 1000), new SimulatedServer("192.0.2.1:3478", "192.0.2.2:3479"));

        Assert.Equal(TimeSpan.FromSeconds(60), measured.Held);
        Assert.Contains("longer was not tried", measured.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MeasureAsync_GoesByTheOutsidePort_WhenTheServerAnswersToNoOther()
    {
        var measured = await MeasureAsync(
            Network(MappingBehavior.EndpointIndependent, 35), new SimulatedServer("192.0.2.1:3478", null) { KnowsResponsePort = false });

        Assert.Equal(TimeSpan.FromSeconds(31.875), measured.Held);
    }

    [Theory]
    [InlineData(true, 15)]
    [InlineData(false, 1000)]
    public async Task MeasureAsync_IsNotMeasured_WhenTheSamePortProvesNothing(bool preserves, double lifetime)
    {
        var network = new SimulatedNetwork(MappingBehavior.EndpointIndependent, FilteringBehavior.AddressAndPortDependent)
        {
            Lifetime = TimeSpan.FromSeconds(lifetime),
            PreservesPorts = preserves,
        };
        var measured = await MeasureAsync(network, new SimulatedServer("192.0.2.1:3478", null) { KnowsResponsePort = false });

        Assert.Null(measured.Held);
        Assert.Contains("not measured", measured.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MeasureAsync_IsNotMeasured_WhenNobodyAnswers()
        => Assert.Null((await MeasureAsync(Network(MappingBehavior.None, 10), new SimulatedServer("192.0.2.1:3478", null) { IsSilent = true })).Held);

    private static SimulatedNetwork Network(MappingBehavior mapping, double lifetime)
        => new(mapping, FilteringBehavior.AddressAndPortDependent) { Lifetime = TimeSpan.FromSeconds(lifetime) };

    private static async Task<MappingLifetime> MeasureAsync(SimulatedNetwork network, SimulatedServer server)
        => await network.RunAsync(new MappingLifetimeProbe(network, network.Time)
            .MeasureAsync(network.Add(server), TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
}
