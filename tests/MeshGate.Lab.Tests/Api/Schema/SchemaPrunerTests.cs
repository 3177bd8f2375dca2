using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Tests.Api.Schema;

public sealed class SchemaPrunerTests
{
    [Theory]
    [InlineData("{a: {type: integer}}", "{kind: K, apiVersion: v, metadata: {x: 1}, a: 1, b: 2}", """{"kind":"K","apiVersion":"v","metadata":{"x":1},"a":1}""", "b")]
    [InlineData("{a: {items: {properties: {b: {}}}}}", "{a: [{b: 1, c: 2}]}", """{"a":[{"b":1}]}""", "a[0].c")]
    [InlineData("{a: {additionalProperties: {properties: {b: {}}}}}", "{a: {x: {b: 1, c: 2}}}", """{"a":{"x":{"b":1}}}""", "a.x.c")]
    [InlineData("{a: {x-kubernetes-preserve-unknown-fields: true, properties: {b: {properties: {}}}}}", "{a: {b: {c: 1}, d: 1}}", """{"a":{"b":{},"d":1}}""", "a.b.c")]
    [InlineData("{a: {additionalProperties: true}}", "{a: {x: {y: 1}}}", """{"a":{"x":{"y":1}}}""", "")]
    [InlineData("{a: {x-kubernetes-embedded-resource: true, properties: {}}}", "{a: {kind: K, other: 1}}", """{"a":{"kind":"K"}}""", "a.other")]
    public void PruneObject_TakesOutWhatIsUnknown(string properties, string value, string expected, string unknown)
    {
        StructuralSchema schema = SchemaReader.Read(new JsonObject { ["type"] = "object", ["properties"] = YamlTree.ParseAll(properties)[0] });
        var document = (JsonObject)YamlTree.ParseAll(value)[0];
        var paths = new List<string>();

        SchemaPruner.PruneObject(document, schema, paths);

        Assert.Equal(expected, document.ToJsonString());
        Assert.Equal(unknown, string.Join(',', paths));
    }
}
