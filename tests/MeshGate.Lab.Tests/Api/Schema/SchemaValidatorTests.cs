using System.Text;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Tests.Api.Schema;

public sealed class SchemaValidatorTests
{
    [Theory]
    [InlineData("type: integer", "'x'", "f: Invalid value: \"string\": f in body must be of type integer: \"string\"")]
    [InlineData("type: integer", "1.5", "f: Invalid value: \"number\": f in body must be of type integer: \"number\"")]
    [InlineData("type: integer", "1.0", null)]
    [InlineData("type: string", "null", "f: Invalid value: \"null\": f in body must be of type string: \"null\"")]
    [InlineData("{type: string, nullable: true}", "null", null)]
    [InlineData("type: boolean", "'true'", "f: Invalid value: \"string\": f in body must be of type boolean: \"string\"")]
    [InlineData("type: array", "{}", "f: Invalid value: \"object\": f in body must be of type array: \"object\"")]
    [InlineData("{type: string, enum: [a, b]}", "c", "f: Unsupported value: \"c\": supported values: \"a\", \"b\"")]
    [InlineData("{type: string, pattern: '^[a-z]+$'}", "'A'", "f: Invalid value: \"A\": f in body should match '^[a-z]+$'")]
    [InlineData("{type: string, pattern: '^[a-z]+$'}", "\"a\\n\"", "f: Invalid value: \"a\\n\": f in body should match '^[a-z]+$'")]
    [InlineData("{type: string, pattern: '^\\d$'}", "'٣'", "f: Invalid value: \"٣\": f in body should match '^\\d$'")]
    [InlineData("{type: string, minLength: 2}", "'💥'", "f: Invalid value: \"\\uD83D\\uDCA5\": f in body should be at least 2 chars long")]
    [InlineData("{type: string, maxLength: 2}", "'💥💥💥'", "f: Too long: may not be longer than 2")]
    [InlineData("{type: string, maxLength: 2}", "'💥💥'", null)]
    [InlineData("{type: integer, minimum: 1}", "0", "f: Invalid value: 0: f in body should be greater than or equal to 1")]
    [InlineData("{type: integer, minimum: 1, exclusiveMinimum: true}", "1", "f: Invalid value: 1: f in body should be greater than 1")]
    [InlineData("{type: integer, maximum: 1}", "2", "f: Invalid value: 2: f in body should be less than or equal to 1")]
    [InlineData("{type: number, maximum: 1.5, exclusiveMaximum: true}", "1.5", "f: Invalid value: 1.5: f in body should be less than 1.5")]
    [InlineData("{type: integer, multipleOf: 5}", "7", "f: Invalid value: 7: f in body should be a multiple of 5")]
    [InlineData("{type: integer, format: int32}", "2147483648", "f: Invalid value: 2147483648: Checked value must be of type integer with format int32 in f")]
    [InlineData("{type: string, format: date-time}", "yesterday", "f: Invalid value: \"yesterday\": f in body must be of type date-time: \"yesterday\"")]
    [InlineData("{type: string, format: date-time}", "'2026-01-02T03:04:05.123456Z'", null)]
    [InlineData("{type: string, format: ipv4}", "1.2.3", "f: Invalid value: \"1.2.3\": f in body must be of type ipv4: \"1.2.3\"")]
    [InlineData("{type: string, format: ipv6}", "'fd00::1'", null)]
    [InlineData("{type: string, format: cidr}", "10.0.0.0/33", "f: Invalid value: \"10.0.0.0/33\": f in body must be of type cidr: \"10.0.0.0/33\"")]
    [InlineData("{type: string, format: duration}", "1h30m", null)]
    [InlineData("{type: string, format: unheard-of}", "anything", null)]
    [InlineData("{type: array, minItems: 1, items: {type: string}}", "[]", "f: Invalid value: 0: f in body should have at least 1 items")]
    [InlineData("{type: array, maxItems: 1, items: {type: string}}", "[a, b]", "f: Too many: 2: must have at most 1 items")]
    [InlineData("{type: array, items: {type: string}}", "[a, 1]", "f[1]: Invalid value: \"integer\": f[1] in body must be of type string: \"integer\"")]
    [InlineData("{type: array, x-kubernetes-list-type: set, items: {type: string}}", "[a, b, a]", "f[2]: Duplicate value: \"a\"")]
    [InlineData("{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k], items: {type: object}}", "[{k: 1}, {k: 1, v: 2}]", "f[1]: Duplicate value: {\"k\":1}")]
    [InlineData("{type: object, required: [a]}", "{}", "f.a: Required value")]
    [InlineData("{type: object, maxProperties: 1}", "{a: 1, b: 2}", "f: Too many: 2: must have at most 1 items")]
    [InlineData("{type: object, minProperties: 1}", "{}", "f: Invalid value: 0: f in body should have at least 1 properties")]
    [InlineData("{type: object, additionalProperties: {type: integer}}", "{a: b}", "f.a: Invalid value: \"string\": f.a in body must be of type integer: \"string\"")]
    [InlineData("x-kubernetes-int-or-string: true", "80", null)]
    [InlineData("x-kubernetes-int-or-string: true", "'80%'", null)]
    [InlineData("x-kubernetes-int-or-string: true", "true", "f: Invalid value: \"boolean\": f in body must be of type integer,string: \"boolean\"")]
    [InlineData("{type: object, allOf: [{required: [a]}]}", "{}", "f.a: Required value")]
    [InlineData("{type: object, anyOf: [{required: [a]}, {required: [b]}]}", "{}", "f: Invalid value: {}: \"f\" must validate at least one schema (anyOf)")]
    [InlineData("{type: object, oneOf: [{required: [a]}, {required: [b]}]}", "{a: 1, b: 1}", "f: Invalid value: {\"a\":1,\"b\":1}: \"f\" must validate one and only one schema (oneOf). Found 2 valid alternatives")]
    [InlineData("{type: object, not: {required: [a]}}", "{a: 1}", "f: Invalid value: {\"a\":1}: \"f\" must not validate the schema (not)")]
    public void Validate_SaysWhatTheApiSays(string schema, string value, string? expected)
    {
        JsonObject property = YamlTree.ParseAll(schema)[0].AsObject();
        StructuralSchema root = SchemaReader.Read(new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["f"] = property } });
        JsonNode document = YamlTree.ParseAll($"f: {value}")[0];

        Assert.Equal(expected is null ? [] : [expected], SchemaValidator.Validate(document, root).Select(error => error.ToString()));
    }

    [Fact]
    public void Validate_StaysBounded_WhenEverythingIsWrong()
    {
        StructuralSchema schema = SchemaReader.Read((JsonObject)JsonNode.Parse("""{"type":"array","items":{"type":"string"}}""")!);
        JsonNode? value = JsonTree.Parse(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("1", 10_000))}]"));

        Assert.InRange(SchemaValidator.Validate(value, schema).Count, 1, 101);
    }
}
