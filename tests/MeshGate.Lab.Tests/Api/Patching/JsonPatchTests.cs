using System.Text.Json.Nodes;
using FsCheck.Xunit;
using MeshGate.Lab.Api.Patching;

namespace MeshGate.Lab.Tests.Api.Patching;

public sealed class JsonPatchTests
{
    // RFC 6902, appendix A.
    [Theory]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"baz":"qux","foo":"bar"}""")]
    [InlineData("""{"foo":["bar","baz"]}""", """[{"op":"add","path":"/foo/1","value":"qux"}]""", """{"foo":["bar","qux","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""")]
    [InlineData("""{"foo":["bar","qux","baz"]}""", """[{"op":"remove","path":"/foo/1"}]""", """{"foo":["bar","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"replace","path":"/baz","value":"boo"}]""", """{"baz":"boo","foo":"bar"}""")]
    [InlineData("""{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}""", """[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]""", """{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}""")]
    [InlineData("""{"foo":["all","grass","cows","eat"]}""", """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""", """{"foo":["all","cows","eat","grass"]}""")]
    [InlineData("""{"baz":"qux","foo":["a",2,"c"]}""", """[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]""", """{"baz":"qux","foo":["a",2,"c"]}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/child","value":{"grandchild":{}}}]""", """{"foo":"bar","child":{"grandchild":{}}}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10}]""", """{"/":9,"~1":10}""")]
    [InlineData("""{"foo":["bar"]}""", """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""", """{"foo":["bar",["abc","def"]]}""")]
    [InlineData("""{"foo":{"a":1}}""", """[{"op":"copy","from":"/foo","path":"/bar"},{"op":"add","path":"/foo/b","value":null}]""", """{"foo":{"a":1,"b":null},"bar":{"a":1}}""")]
    [InlineData("""{"foo":1}""", """[{"op":"replace","path":"","value":{"bar":2}}]""", """{"bar":2}""")]
    [InlineData("""{"foo":{"":1}}""", """[{"op":"remove","path":"/foo/"}]""", """{"foo":{}}""")]
    public void Apply_FollowsTheRfc(string target, string patch, string expected)
    {
        JsonNode? result = JsonPatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), result), result?.ToJsonString());
    }

    [Theory]
    [InlineData("""{"baz":"qux"}""", """[{"op":"test","path":"/baz","value":"bar"}]""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz/bat","value":"qux"}]""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":"10"}]""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/2","value":1}]""")]
    [InlineData("""{"a":[1]}""", """[{"op":"remove","path":"/a/1"}]""")]
    [InlineData("""{"a":[1]}""", """[{"op":"remove","path":"/a/00"}]""")]
    [InlineData("""{"a":[1]}""", """[{"op":"replace","path":"/b","value":1}]""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"move","from":"/a","path":"/a/b"}]""")]
    public void Apply_Fails_WhenAnOperationDoesNotFit(string target, string patch) =>
        Assert.False(Assert.Throws<JsonPatchException>(() => JsonPatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch))).IsMalformed);

    [Fact]
    public void Apply_Fails_WhenThePatchCopiesWithoutBound()
    {
        JsonNode[] operations = [.. Enumerable.Range(0, 64).Select(_ => JsonNode.Parse("""{"op":"copy","from":"/a","path":"/b"}""")!)];
        var document = new JsonObject { ["a"] = new string('x', 100_000) };

        Assert.Throws<JsonPatchException>(() => JsonPatch.Apply(document, new JsonArray(operations)));
    }

    [Fact]
    public void Apply_Fails_WhenThePatchNestsTooDeeply()
    {
        JsonNode[] operations = [.. Enumerable.Range(1, 150).Select(i => JsonNode.Parse($$$"""{"op":"add","path":"{{{string.Concat(Enumerable.Repeat("/a", i))}}}","value":{}}""")!)];

        Assert.Throws<JsonPatchException>(() => JsonPatch.Apply(new JsonObject(), new JsonArray(operations)));
    }

    [Property]
    public void Apply_FailsInOneWayOnly_WhateverThePointer(string? path, string? from, int op)
    {
        string[] operations = ["add", "remove", "replace", "move", "copy", "test"];
        var patch = new JsonArray(new JsonObject { ["op"] = operations[Math.Abs(op % 6)], ["path"] = path, ["from"] = from, ["value"] = 1 });
        try
        {
            JsonPatch.Apply(JsonNode.Parse("""{"a":[1,{"b":2}]}"""), patch);
        }
        catch (JsonPatchException)
        {
            // The one way.
        }
    }
}
