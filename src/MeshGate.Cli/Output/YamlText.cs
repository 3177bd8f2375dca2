using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace MeshGate.Cli.Output;

/// <summary>YAML with the fields of a JSON text, in their order.</summary>
internal static class YamlText
{
    private static readonly ISerializer Serializer = new SerializerBuilder().WithQuotingNecessaryStrings(quoteYaml1_1Strings: true).Build();

    /// <summary>Writes it.</summary>
    public static string OfJson(string json) => OfJson(JsonNode.Parse(json));

    /// <summary>Writes it.</summary>
    public static string OfJson(JsonNode? json) => Serializer.Serialize(Plain(json));

    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject fields => fields.ToDictionary(field => field.Key, field => Plain(field.Value)),
        JsonArray items => items.Select(Plain).ToList(),
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        JsonValue value when value.TryGetValue(out long number) => number,
        JsonValue value => value.GetValue<double>(),
        _ => null,
    };
}
