using System.Net;
using MeshGate.Core.Addressing;

namespace MeshGate.Core.Tests.Addressing;

public sealed class MeshAddressTests
{
    [Theory]
    [InlineData("100.96.0.7", "100.96.0.7")]
    [InlineData("FD6D:6573:6867::0007", "fd6d:6573:6867::7")]
    [InlineData("::1", "::1")]
    public void TryParse_Reads_WhenTextIsOneAddress(string text, string canonical)
    {
        Assert.True(MeshAddress.TryParse(text, out IPAddress? address));
        Assert.Equal(canonical, address.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("100.96.7")]
    [InlineData("0x64.96.0.7")]
    [InlineData("100.96.0.007")]
    [InlineData("100.96.0.256")]
    [InlineData("100.96.0.7/16")]
    [InlineData(" 100.96.0.7")]
    [InlineData("[fd6d::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::ffff:100.96.0.7")]
    [InlineData("fd6d::1::2")]
    public void TryParse_Refuses_WhenTextIsAnythingElse(string? text) => Assert.False(MeshAddress.TryParse(text, out _));
}
