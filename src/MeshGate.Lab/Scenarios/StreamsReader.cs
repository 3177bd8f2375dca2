using System.Net;
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
            var reader = new MappingReader(value, $"stream '{name}'", "from", "to", "pps", "size", "over", "family", "text", "addresses", "protocol");
            names.Streams[name] = new StreamSpec(
                name,
                names.Machine(reader.Require("from")),
                names.Machine(reader.Require("to")),
                reader.OptionalInteger("pps", 1, 1000) ?? 100,
                reader.OptionalInteger("size", 16, 1300) ?? 200,
                reader.OptionalWord("over", Words.Over) ?? true,
                reader.OptionalWord("family", Words.SingleFamilies))
            {
                Tcp = reader.OptionalWord("protocol", Words.Protocols) ?? false,
                Text = reader.OptionalText("text") ?? string.Empty,
                Addresses = reader.Find("addresses") is { } addresses ? Addresses(addresses) : null,
            };
        }
    }

    private static (IPAddress From, IPAddress To) Addresses(YamlNode node)
    {
        var reader = new MappingReader(node, "'addresses'", "from", "to");
        return (Address(reader.Require("from")), Address(reader.Require("to")));
    }

    private static IPAddress Address(YamlNode node)
        => node is YamlScalarNode { Value: { } text } && IPAddress.TryParse(text, out var address) ? address : throw ScenarioException.At(node, "not an IP address");
}
