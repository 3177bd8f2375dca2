using System.Globalization;
using System.Text.Json.Nodes;

namespace MeshGate.Contract.Tests.Wire;

/// <summary>What a server answered.</summary>
public sealed record WireAnswer(int Code, JsonObject Body)
{
    public string? Message => (string?)Body["message"];

    public string? Reason => (string?)Body["reason"];

    public string Version => (string)Body["metadata"]!["resourceVersion"]!;

    public string? Continue => (string?)Body["metadata"]!["continue"] is { Length: > 0 } token ? token : null;

    public IEnumerable<JsonObject> Items => Body["items"]!.AsArray().Select(i => i!.AsObject());

    public IEnumerable<string> Names => Items.Select(i => (string)i["metadata"]!["name"]!);

    /// <summary>The fields that a refusal names.</summary>
    public IEnumerable<string?> Fields => (Body["details"]?["causes"] as JsonArray ?? []).Select(c => (string?)c!["field"]);

    /// <summary>A value by its path, such as <c>status.conditions.0.type</c>; null where there is none.</summary>
    public JsonNode? this[string path]
    {
        get
        {
            JsonNode? node = Body;
            foreach (var name in path.Split('.'))
            {
                node = node is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)] : node?[name];
            }

            return node;
        }
    }

    /// <summary>The answer itself, if it has that code.</summary>
    public WireAnswer Expect(int code)
    {
        Assert.True(Code == code, $"expected {code}, was {Code}: {Body.ToJsonString()}");
        return this;
    }
}
