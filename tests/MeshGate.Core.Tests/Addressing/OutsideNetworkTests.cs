using System.Net;
using MeshGate.Core.Addressing;

namespace MeshGate.Core.Tests.Addressing;

public sealed class OutsideNetworkTests
{
    [Theory]
    [InlineData("192.168.7.0/24")]
    [InlineData("0.0.0.0/0")]
    [InlineData("10.0.0.1/32")]
    [InlineData("2001:db8::/48")]
    [InlineData("::/0")]
    public void TryRead_TakesNetworks(string text) => Assert.Null(OutsideNetwork.TryRead(text, out _));

    [Theory]
    [InlineData(null, "CIDR notation")]
    [InlineData("", "CIDR notation")]
    [InlineData("/", "CIDR notation")]
    [InlineData("10.0.0.0", "CIDR notation")]
    [InlineData("10.0.0.0/", "CIDR notation")]
    [InlineData("10.0.0.0/-1", "CIDR notation")]
    [InlineData("10.0.0.0/+8", "CIDR notation")]
    [InlineData("10.0.0.0/33", "CIDR notation")]
    [InlineData("10.0/8", "CIDR notation")]
    [InlineData("2001:db8::/129", "CIDR notation")]
    [InlineData("::ffff:10.0.0.0/104", "CIDR notation")]
    [InlineData("10.0.0.1/8", "lowest address")]
    [InlineData("2001:db8::1/64", "lowest address")]
    [InlineData("127.1.0.0/16", "loopback")]
    [InlineData("169.254.7.0/24", "link-local")]
    [InlineData("239.0.0.0/8", "multicast")]
    [InlineData("fe80::/64", "link-local")]
    [InlineData("::1/128", "loopback")]
    public void TryRead_SaysWhatIsWrong(string? text, string error) => Assert.Contains(error, OutsideNetwork.TryRead(text, out _), StringComparison.Ordinal);

    [Theory]
    [InlineData("100.96.0.0/16", true)]
    [InlineData("100.96.7.0/24", true)]
    [InlineData("100.64.0.0/10", false)]
    [InlineData("0.0.0.0/0", false)]
    [InlineData("fd6d:6573:6867::7:0/112", true)]
    [InlineData("fd6d:6573:6868::/64", false)]
    public void IsInside_IsTrue_OnlyForWhatWouldTakeNodesTheirAddresses(string text, bool expected)
    {
        Assert.True(MeshNetwork.TryParse(["100.96.0.0/16", "fd6d:6573:6867::/64"], out MeshNetwork? mesh, out _));
        Assert.Null(OutsideNetwork.TryRead(text, out IPNetwork network));
        Assert.Equal(expected, OutsideNetwork.IsInside(network, mesh));
    }
}
