using System.Net;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Traversal.Tests.PortMapping;

public sealed class OutsideAddressTests
{
    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("192.0.0.4")]
    [InlineData("169.254.1.1")]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("2001:db8::1")]
    public void Reject_SaysWhy_WhenNobodyOutsideCanReachIt(string address)
        => Assert.NotNull(OutsideAddress.Reject(IPAddress.Parse(address)));

    [Theory]
    [InlineData("203.0.113.10")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("192.169.0.1")]
    public void Reject_IsNull_WhenTheInternetMight(string address) => Assert.Null(OutsideAddress.Reject(IPAddress.Parse(address)));
}
