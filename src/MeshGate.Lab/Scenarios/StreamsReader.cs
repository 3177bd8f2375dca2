using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Reads <c>streams</c>.</summary>
internal static class StreamsReader
{
    internal static void Read(YamlNode? node, ScenarioNames names)
    {
        foreach (var (key, value) in YamlScalars.Entries(node, "streams"))
        {
            var name = key.Value!;
            var reader = new MappingReader(value, $"stream '{name}'", "from", "to", "pps", "size", "over", "family", "text");
            names.Streams[name] = new StreamSpec(
                name,
                names.Machine(reader.Require("from")),
                names.Machine(reader.Require("to")),
                reader.OptionalInteger("pps", 1, 1000) ?? 100,
                reader.OptionalInteger("size", 16, 1300) ?? 200,
                reader.OptionalWord("over", Words.Over) ?? true,
                reader.OptionalWord("family", Words.SingleFamilies))
            {
                Text = reader.OptionalText("text") ?? string.Empty,
            };
        }
    }
}
