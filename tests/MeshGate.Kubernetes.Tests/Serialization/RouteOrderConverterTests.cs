using System.Text.Json;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Tests.Serialization;

public sealed class RouteOrderConverterTests
{
    private static readonly RouteOrder Whole = new()
    {
        Peer = "b",
        Route = "r",
        Priority = 7,
        Paths = ["Direct", "one", "one+two", "Turn"],
        To = "one",
        Keys = new Dictionary<string, string> { ["two"] = "Ag==", ["one"] = "A+/Q=" },
    };

    [Fact]
    public void Write_MakesOneLine_ThatReadsBack()
    {
        string json = Write(Whole);

        Assert.Equal("\"b route=r priority=7 paths=Direct,one,one+two,Turn to=one keys=one:A+/Q=,two:Ag==\"", json.Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equal(Whole, Read(json));
    }

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"b priority=-1 priority=x paths= keys=,:,one newer=word\"", "b")]
    [InlineData("7", "")]
    [InlineData("{\"peer\":\"b\"}", "")]
    public void Read_LeavesOut_WhatCannotBeRead(string json, string peer) => Assert.Equal(new RouteOrder { Peer = peer }, Read(json));

    private static string Write(RouteOrder order) => JsonSerializer.Serialize(order, MeshGateJsonContext.Default.RouteOrder);

    private static RouteOrder Read(string json) => JsonSerializer.Deserialize(json, MeshGateJsonContext.Default.RouteOrder)!;
}
