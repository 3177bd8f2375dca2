using MeshGate.Core.Addressing;

namespace MeshGate.Core.Tests.Addressing;

public sealed class MeshNetworkTests
{
    [Fact]
    public void TryParse_PutsIPv4First_WhateverTheOrder()
    {
        Assert.True(MeshNetwork.TryParse(["fd6d::/64", "100.96.0.0/16"], out MeshNetwork? network, out _));
        Assert.Equal("100.96.0.0/16, fd6d::/64", network.ToString());
    }

    [Theory]
    [InlineData("", "at least one")]
    [InlineData("100.96.0.0/16,100.97.0.0/16", "second range")]
    [InlineData("nonsense", "not a usable range")]
    public void TryParse_SaysWhatIsWrong_WhenRangesCannotBeUsed(string cidrs, string expected)
    {
        Assert.False(MeshNetwork.TryParse(cidrs.Split(',', StringSplitOptions.RemoveEmptyEntries), out _, out string? error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }
}
