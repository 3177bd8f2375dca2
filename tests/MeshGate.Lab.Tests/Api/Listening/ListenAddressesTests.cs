using System.Net;
using MeshGate.Lab.Api.Listening;

namespace MeshGate.Lab.Tests.Api.Listening;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.9.9.9:1")]
    [InlineData("[::1]:1")]
    public void Check_Allows_Loopback(string address) => ListenAddresses.Check([IPEndPoint.Parse(address)]);

    [Theory]
    [InlineData("0.0.0.0:1")]
    [InlineData("[::]:1")]
    [InlineData("192.0.2.1:1")]
    public void Check_Refuses_WhatOthersCanReach(string address)
    {
        Assert.SkipWhen(OperatingSystem.IsLinux() && NamespaceListener.IsProcessIsolated, "this process is in a network namespace of its own, where every address is allowed");

        Assert.Contains("not loopback", Assert.Throws<ArgumentException>(() => ListenAddresses.Check([IPEndPoint.Parse(address)])).Message, StringComparison.Ordinal);
    }
}
