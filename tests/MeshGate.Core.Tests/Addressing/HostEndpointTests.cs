using FsCheck.Xunit;
using MeshGate.Core.Addressing;

namespace MeshGate.Core.Tests.Addressing;

public sealed class HostEndpointTests
{
    [Theory]
    [InlineData("192.0.2.1:51820", "192.0.2.1", 51820)]
    [InlineData("vpn.example.org:1", "vpn.example.org", 1)]
    [InlineData("[2001:db8::1]:65535", "2001:db8::1", 65535)]
    [InlineData("node-7:3478", "node-7", 3478)]
    public void TryParse_ReadsHostAndPort_WhenWellFormed(string text, string host, int port)
    {
        Assert.True(HostEndpoint.TryParse(text, out HostEndpoint? endpoint));
        Assert.Equal(host, endpoint.Host);
        Assert.Equal(port, endpoint.Port);
        Assert.Equal(text, endpoint.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":51820")]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:0")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("192.0.2.1:051820")]
    [InlineData("192.0.2.1:-1")]
    [InlineData("192.0.2.256:51820")]
    [InlineData("192.0.2:51820")]
    [InlineData("2001:db8::1:51820")]
    [InlineData("[192.0.2.1]:51820")]
    [InlineData("[2001:db8::1:51820")]
    [InlineData("[:51820")]
    [InlineData("http://host:51820")]
    [InlineData("-host:51820")]
    [InlineData("ho st:51820")]
    [InlineData("host..example:51820")]
    public void TryParse_Refuses_WhenMalformed(string? text) => Assert.False(HostEndpoint.TryParse(text, out _));

    [Property]
    public void TryParse_NeverThrows_WhateverTheText(string? text) => Assert.True(HostEndpoint.TryParse(text, out HostEndpoint? endpoint) == endpoint is not null);
}
