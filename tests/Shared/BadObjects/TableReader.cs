using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Tests.BadObjects;

/// <summary>Reads the table, which is copied beside the tests.</summary>
internal static class TableReader
{
    private static readonly (string File, string Kind)[] Files = [("meshnodes", "MeshNode"), ("meshroutes", "MeshRoute"), ("meshpolicies", "MeshPolicy")];

    /// <summary>The bad objects.</summary>
    public static IReadOnlyList<BadObject> Bad { get; } = [.. Files.SelectMany(file => Items(file.File).Select(item => Read(file.Kind, item)))];

    /// <summary>The good ones.</summary>
    public static IReadOnlyList<GoodObject> Good { get; } =
        [.. Items("good").Select(item => new GoodObject(Text(item, "kind")!, Text(item, "name")!, item["spec"]?.DeepClone(), Text(item, "publicKey")))];

    /// <summary>The plural that stands in the path of a kind.</summary>
    public static string Plural(string kind) => Files.Single(file => file.Kind == kind).File;

    /// <summary>An object as it is posted.</summary>
    public static string Json(string kind, string name, JsonNode? spec)
    {
        var json = new JsonObject { ["apiVersion"] = "meshgate.io/v1alpha1", ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
        if (spec is not null)
        {
            json["spec"] = spec.DeepClone();
        }

        return json.ToJsonString();
    }

    private static BadObject Read(string kind, JsonObject item) => new(
        kind,
        Text(item, "name")!,
        Enum.Parse<Remark>(Text(item, "expect")!, ignoreCase: true),
        Text(item, "field")!,
        Text(item, "message"),
        Text(item, "reason"),
        item["spec"]?.DeepClone(),
        item["status"]?.DeepClone(),
        item["was"]?.DeepClone(),
        item["fixed"]?.DeepClone());

    private static string? Text(JsonObject item, string name) => item[name]?.GetValue<string>();

    private static IEnumerable<JsonObject> Items(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "BadObjects", file + ".yaml"))));
        return ((YamlSequenceNode)stream.Documents[0].RootNode).Children.Select(item => ToJson(item)!.AsObject());
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(member => KeyValuePair.Create(member.Key.ToString(), ToJson(member.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? string.Empty),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
