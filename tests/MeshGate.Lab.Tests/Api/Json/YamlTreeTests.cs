using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Tests.Api.Json;

public sealed class YamlTreeTests
{
    [Theory]
    [InlineData("a: 1\nb: 1.5\nc: '1'\nd: \"true\"\ne: true\nf: ~\ng:\nh: x\ni:\n-\n", """{"a":1,"b":1.5,"c":"1","d":"true","e":true,"f":null,"g":null,"h":"x","i":[null]}""")]
    [InlineData("- [a, {b: c}]\n- |\n  x\n  y\n", """[["a",{"b":"c"}],"x\ny\n"]""")]
    [InlineData("v: v1\np: 10.0.0.1\nm: 0a\nn:\n-\n", """{"v":"v1","p":"10.0.0.1","m":"0a","n":[null]}""")]
    public void ParseAll_ReadsTheCoreSchema(string text, string expected)
    {
        JsonNode document = Assert.Single(YamlTree.ParseAll(text));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), document), document.ToJsonString());
    }

    [Fact]
    public void ParseAll_ReadsEachDocument_WithoutTheEmptyOnes() => Assert.Equal(2, YamlTree.ParseAll("---\na: 1\n---\n---\nb: 2\n").Count);

    [Theory]
    [InlineData("a: &x 1\nb: *x\n")]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a: [")]
    [InlineData("? [a]\n: b\n")]
    public void ParseAll_IsAnError_WhenTheTextIsRefused(string text) => Assert.Throws<JsonException>(() => YamlTree.ParseAll(text));

    [Fact]
    public void ParseAll_IsAnError_WhenItIsNestedTooDeeply() => Assert.Throws<JsonException>(() => YamlTree.ParseAll(new string('[', 100_000)));
}
