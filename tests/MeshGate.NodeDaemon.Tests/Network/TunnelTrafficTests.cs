using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Tests.Network;

public sealed class TunnelTrafficTests
{
    private static readonly string[] Lines =
    [
        "Inter-|   Receive                                                |  Transmit",
        " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed",
        "    lo: 1000      10    0    0    0     0          0         0     1000      10    0    0    0     0       0          0",
        " mesh0: 5000      20    0    0    0     0          0         0     7000      22    0    0    0     0       0          0",
        "mesh01: 1 1 1",
    ];

    [Theory]
    [InlineData("mesh0", 42L)]
    [InlineData("lo", 20L)]
    [InlineData("mesh01", null)]
    [InlineData("mesh", null)]
    public void Parse_AddsUpBothWays_OfTheInterfaceOfThatName(string name, long? expected) => Assert.Equal(expected, TunnelTraffic.Parse(Lines, name));

    [Fact]
    public void CountPackets_ReadsTheKernel() => Assert.NotNull(new TunnelTraffic("lo").CountPackets());
}
