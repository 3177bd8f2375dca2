using System.Net;
using MeshGate.Probing.PortMapping;

namespace MeshGate.Probing.Tests.PortMapping;

public sealed class RouteFileTests
{
    private const string Heading = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";

    [Fact]
    public void FindDefault_TakesTheLowestMetric_OfGatewaysThatAreNotTheTunnels()
    {
        string[] lines =
        [
            Heading,
            "mesh0\t00000000\t0100600A\t0003\t0\t0\t0\t00000000\t0\t0\t0",
            "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0",
            "eth0\t00000000\t01004064\t0003\t0\t0\t100\t00000000\t0\t0\t0",
            "eth0\t00004064\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
        ];

        Assert.Equal(("eth0", IPAddress.Parse("100.64.0.1")), RouteFile.FindDefault(lines, "mesh0"));
    }

    [Theory]
    [InlineData("eth0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0")]
    [InlineData("eth0\t00000000\t01004064\t0002\t0\t0\t0\t00000000\t0\t0\t0")]
    [InlineData("eth0\t00000000\t01004064\t0203\t0\t0\t0\t00000000\t0\t0\t0")]
    [InlineData("eth0\t00000000\t01004064\t0003\t0\t0\t0\t00000080\t0\t0\t0")]
    [InlineData("eth0\t0000000A\t01004064\t0003\t0\t0\t0\t000000FF\t0\t0\t0")]
    [InlineData("eth0\t00000000\tnonsense\t0003\t0\t0\t0\t00000000\t0\t0\t0")]
    [InlineData("eth0")]
    [InlineData("")]
    public void FindDefault_IsNull_WhenThereIsNoDefaultGateway(string line)
        => Assert.Null(RouteFile.FindDefault([Heading, line], "mesh0"));
}
