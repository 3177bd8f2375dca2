using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Tests.Api.Schema;

public sealed class SchemaDefaulterTests
{
    [Theory]
    [InlineData("{a: {default: 1}}", "{}", """{"a":1}""")]
    [InlineData("{a: {default: 1}}", "{a: 2}", """{"a":2}""")]
    [InlineData("{a: {default: 1}}", "{a: null}", """{"a":1}""")]
    [InlineData("{a: {default: 1, nullable: true}}", "{a: null}", """{"a":null}""")]
    [InlineData("{a: {type: integer}}", "{a: null}", """{}""")]
    [InlineData("{a: {properties: {b: {default: 1}}}}", "{}", """{}""")]
    [InlineData("{a: {properties: {b: {default: 1}}}}", "{a: {}}", """{"a":{"b":1}}""")]
    [InlineData("{a: {default: {}, properties: {b: {default: 1}}}}", "{}", """{"a":{"b":1}}""")]
    [InlineData("{a: {items: {properties: {b: {default: 1}}}}}", "{a: [{}, {b: 2}]}", """{"a":[{"b":1},{"b":2}]}""")]
    [InlineData("{a: {additionalProperties: {properties: {b: {default: 1}}}}}", "{a: {x: {}}}", """{"a":{"x":{"b":1}}}""")]
    public void Apply_FillsInWhatIsAbsent(string properties, string value, string expected)
    {
        StructuralSchema schema = SchemaReader.Read(new JsonObject { ["type"] = "object", ["properties"] = YamlTree.ParseAll(properties)[0] });
        JsonNode document = YamlTree.ParseAll(value)[0];

        SchemaDefaulter.Apply(document, schema);

        Assert.Equal(expected, document.ToJsonString());
    }
}
