using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Tests.Api.Json;

public sealed class JsonTreeTests
{
    [Theory]
    [InlineData("""{"a":[1,-2.5,"x\"y",true,null,{}],"b":9223372036854775807}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Parse_RoundTrips(string text) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), JsonTree.Parse(JsonTree.ToUtf8(JsonTree.Parse(Encoding.UTF8.GetBytes(text))))));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1 2")]
    [InlineData("1e999")]
    [InlineData("\"\\ud800\"")]
    public void Parse_IsAnError_WhenTheTextIsNoJson(string text) => Assert.ThrowsAny<JsonException>(() => JsonTree.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Parse_NamesDuplicates()
    {
        var duplicates = new List<string>();

        JsonNode? node = JsonTree.Parse("""{"a":{"b":1,"b":2},"c":[{"d":1,"d":2}]}"""u8, duplicates);

        Assert.Equal(["a.b", "c[0].d"], duplicates);
        Assert.Equal(2, node!["a"]!["b"].Integer());
    }

    [Property]
    public void Parse_FailsInOneWayOnly(byte[]? bytes)
    {
        try
        {
            JsonTree.Parse(bytes);
        }
        catch (JsonException)
        {
            // The one way.
        }
    }

    [Property]
    public void ParseYaml_FailsInOneWayOnly(string? text)
    {
        try
        {
            YamlTree.ParseAll(text ?? string.Empty);
        }
        catch (JsonException)
        {
            // The one way.
        }
    }
}
