using MeshGate.Cli.Netcheck;

namespace MeshGate.Cli.Tests.Netcheck;

public sealed class TurnAddressTests
{
    [Theory]
    [InlineData("turn.example.org", "turn.example.org:3478", null)]
    [InlineData("192.0.2.1:443", "192.0.2.1:443", null)]
    [InlineData("turn:turn.example.org?transport=udp", "turn.example.org:3478", RelayTransport.Udp)]
    [InlineData("turn:[2001:db8::1]:443?transport=tcp", "[2001:db8::1]:443", RelayTransport.Tcp)]
    [InlineData("turns:turn.example.org", "turn.example.org:5349", RelayTransport.Tls)]
    [InlineData("turns:turn.example.org:443?transport=tcp", "turn.example.org:443", RelayTransport.Tls)]
    public void TryParse_ReadsWhatPeopleWrite(string text, string endpoint, RelayTransport? transport)
    {
        Assert.True(TurnAddress.TryParse(text, out TurnAddress? address));
        Assert.Equal((endpoint, transport), (address.Endpoint.ToString(), address.Transport));
    }

    [Theory]
    [InlineData("")]
    [InlineData("turn:")]
    [InlineData("turn:host:0")]
    [InlineData("turns:host?transport=udp")]
    [InlineData("turn:host?transport=sctp")]
    [InlineData("turn:ho st")]
    public void TryParse_Refuses_WhatNamesNoServer(string text) => Assert.False(TurnAddress.TryParse(text, out _));
}
