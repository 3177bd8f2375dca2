using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MeshGate.Kubernetes.Patches;

namespace MeshGate.Kubernetes.Tests.Patches;

public sealed class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", null)]
    [InlineData(null, null, null)]
    [InlineData(null, """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1}""", null, """{"a":null}""")]
    [InlineData("""{"a":1,"b":{"c":1,"d":2}}""", """{"a":1,"b":{"c":1,"d":3}}""", """{"b":{"d":3}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2,3]}""", """{"a":[1,2,3]}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":{"b":null,"c":1}}""", """{"a":{"c":1}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{}}""", """{"a":{"b":null}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":7}""", """{"a":7}""")]
    [InlineData("""{"a":null}""", "{}", null)]
    [InlineData("{}", """{"a":null}""", null)]
    [InlineData("{}", """{"a":{}}""", """{"a":{}}""")]
    public void Create_GivesTheSmallestPatch_WhenValuesDiffer(string? from, string? to, string? patch)
    {
        var created = MergePatch.Create(from is null ? null : JsonNode.Parse(from), to is null ? null : JsonNode.Parse(to));
        Assert.Equal(patch, created?.ToJsonString());
    }

    [Property(MaxTest = 500)]
    public Property Create_TurnsOneIntoTheOther_WhenAppliedAsRfc7396Says()
    {
        var pairs = from a in Objects(3) from b in Objects(3) select (From: a, To: b);
        return Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var patch = MergePatch.Create(JsonNode.Parse(pair.From), JsonNode.Parse(pair.To));
            var applied = patch is null ? Stripped(JsonNode.Parse(pair.From)) : Stripped(Apply(JsonNode.Parse(pair.From), patch));
            return JsonNode.DeepEquals(applied, Stripped(JsonNode.Parse(pair.To)));
        });
    }

    private static Gen<string> Objects(int depth)
    {
        var member = from name in Gen.Elements("a", "b", "c") from value in Values(depth - 1) select (name, value);
        return from members in member.ListOf()
               select "{" + string.Join(',', members.DistinctBy(m => m.name).Take(3).Select(m => $"\"{m.name}\":{m.value}")) + "}";
    }

    private static Gen<string> Values(int depth)
        => depth == 0 ? Gen.Elements("1", "2", "\"x\"", "null", "[1]", "[{\"a\":null}]") : Gen.OneOf(Values(0), Objects(depth));

    /// <summary>RFC 7396, section 2.</summary>
    private static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = (target as JsonObject)?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Apply(result[name], value);
            }
        }

        return result;
    }

    private static JsonNode? Stripped(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var name in members.Where(m => m.Value is null).Select(m => m.Key).ToList())
            {
                members.Remove(name);
            }

            foreach (var member in members.ToList())
            {
                Stripped(member.Value);
            }
        }

        return node;
    }
}
