using System.Net;
using MeshGate.Core.Addressing;

namespace MeshGate.Core.Tests.Addressing;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("100.96.0.0/16", "65533", "100.96.0.2", "100.96.255.254")]
    [InlineData("100.96.0.0/30", "1", "100.96.0.2", "100.96.0.2")]
    [InlineData("fd6d:6573:6867::/64", "18446744073709551614", "fd6d:6573:6867::2", "fd6d:6573:6867:0:ffff:ffff:ffff:ffff")]
    public void At_LeavesOutReservedAddresses_ForEveryRange(string cidr, string capacity, string first, string last)
    {
        Assert.True(AddressRange.TryParse(cidr, out AddressRange? range));
        Assert.Equal(UInt128.Parse(capacity, null), range.Capacity);
        Assert.Equal(first, range.At(0).ToString());
        Assert.Equal(last, range.At(range.Capacity - 1).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => range.At(range.Capacity));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("100.96.0.0")]
    [InlineData("100.96.0.1/16")]
    [InlineData("100.96.0.0/31")]
    [InlineData("100.0.0.0/7")]
    [InlineData("100.96.0.0/+16")]
    [InlineData("100.96.0.0/")]
    [InlineData("fd6d::/127")]
    [InlineData("fd6d::1/64")]
    public void TryParse_Refuses_WhenRangeIsNotUsable(string? cidr) => Assert.False(AddressRange.TryParse(cidr, out _));

    [Theory]
    [InlineData("100.96.0.0", false)]
    [InlineData("100.96.0.1", true)]
    [InlineData("100.96.255.255", false)]
    [InlineData("100.97.0.1", false)]
    [InlineData("100.95.255.255", false)]
    [InlineData("fd6d::1", false)]
    public void IsAssignable_ExcludesNetworkAndBroadcast_WithinTheRange(string address, bool expected)
    {
        Assert.True(AddressRange.TryParse("100.96.0.0/16", out AddressRange? range));
        Assert.Equal(expected, range.IsAssignable(IPAddress.Parse(address)));
    }
}
