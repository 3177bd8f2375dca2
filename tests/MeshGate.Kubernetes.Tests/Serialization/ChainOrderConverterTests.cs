using System.Text.Json;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Tests.Serialization;

public sealed class ChainOrderConverterTests
{
    private static readonly ChainOrder Whole = new()
    {
        Route = "r",
        Near = "a",
        Far = "b",
        Relay = "two",
        Leads = true,
        Keys = new Dictionary<string, string> { ["two"] = "Ag==", ["b"] = "Aw==", ["a"] = "A+/Q=" },
    };

    [Fact]
    public void Write_MakesOneLine_ThatReadsBack()
    {
        string json = Write(Whole);

        Assert.Equal("\"r near=a far=b relay=two leads=true keys=a:A+/Q=,b:Aw==,two:Ag==\"", json.Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equal(Whole, Read(json));
        Assert.Equal(Whole with { Leads = false }, Read(Write(Whole with { Leads = false })));
    }

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"r near far=\u0020leads=yes keys=,:,one newer=word\"", "r")]
    [InlineData("7", "")]
    [InlineData("{\"route\":\"r\"}", "")]
    public void Read_LeavesOut_WhatCannotBeRead(string json, string route) => Assert.Equal(new ChainOrder { Route = route }, Read(json));

    private static string Write(ChainOrder order) => JsonSerializer.Serialize(order, MeshGateJsonContext.Default.ChainOrder);

    private static ChainOrder Read(string json) => JsonSerializer.Deserialize(json, MeshGateJsonContext.Default.ChainOrder)!;
}
