using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Patching;

namespace MeshGate.Lab.Tests.Api.Patching;

public sealed class StrategicMergePatchTests
{
    [Theory]
    [InlineData("""{"data":{"a":"1","b":"2"}}""", """{"data":{"a":null,"c":"3"}}""", """{"data":{"b":"2","c":"3"}}""")]
    [InlineData("""{"data":{"a":"1"}}""", """{"data":{"$patch":"replace","c":"3"}}""", """{"data":{"c":"3"}}""")]
    [InlineData("""{"data":{"a":"1"}}""", """{"data":{"$patch":"delete"}}""", """{}""")]
    [InlineData("""{"metadata":{"finalizers":["a"]}}""", """{"metadata":{"finalizers":["b"]}}""", """{"metadata":{"finalizers":["a","b"]}}""")]
    [InlineData("""{"metadata":{"finalizers":["a","b"]}}""", """{"metadata":{"$deleteFromPrimitiveList/finalizers":["a"]}}""", """{"metadata":{"finalizers":["b"]}}""")]
    [InlineData("""{"secrets":[{"name":"a"},{"name":"b"}]}""", """{"secrets":[{"name":"a","$patch":"delete"},{"name":"c"}]}""", """{"secrets":[{"name":"b"},{"name":"c"}]}""")]
    [InlineData("""{"spec":{"podCIDRs":["x"]}}""", """{"spec":{"podCIDRs":["y"]}}""", """{"spec":{"podCIDRs":["y"]}}""")]
    public void Apply_MergesByKeyAndDirective(string target, string patch, string expected)
    {
        var document = (JsonObject)JsonNode.Parse(target)!;

        StrategicMergePatch.Apply(document, (JsonObject)JsonNode.Parse(patch)!);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), document), document.ToJsonString());
    }
}
