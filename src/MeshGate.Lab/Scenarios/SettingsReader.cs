using System.Net;
using MeshGate.Lab.Monitoring;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Reads <c>settings</c>.</summary>
internal static class SettingsReader
{
    private const int MaximumOperators = 3;
    private const int MostHurry = 600;

    internal static ScenarioSettings Read(YamlNode? node)
    {
        if (node is null)
        {
            return new ScenarioSettings([], null, IPFamily.IPv4, null, null, 1);
        }

        var reader = new MappingReader(node, "settings", "meshCidrs", "mtu", "family", "keepAliveInterval", "discoveryInterval", "operators", "prometheus");
        return new ScenarioSettings(
            [.. YamlScalars.List(reader.Find("meshCidrs")).Select(Cidr)],
            reader.OptionalInteger("mtu", 1280, 9000),
            reader.OptionalWord("family", Words.Families) ?? IPFamily.IPv4,
            DurationOf(reader, "keepAliveInterval"),
            DurationOf(reader, "discoveryInterval"),
            reader.OptionalInteger("operators", 1, MaximumOperators) ?? 1)
        { Prometheus = reader.Find("prometheus") is { } prometheus ? PrometheusOf(prometheus) : null };
    }

    private static PrometheusSpec PrometheusOf(YamlNode node)
        => new(new MappingReader(node, "'prometheus'", "hurry").OptionalInteger("hurry", 1, MostHurry) ?? 1);

    // The text goes into a MeshPolicy as it is; here it is only checked.
    private static string? DurationOf(MappingReader reader, string key)
    {
        _ = reader.OptionalDuration(key);
        return reader.OptionalText(key);
    }

    private static string Cidr(YamlNode node)
    {
        var text = YamlScalars.Text(node, "a mesh CIDR");
        return IPNetwork.TryParse(text, out _)
            ? text
            : throw ScenarioException.At(node, $"'{text}' is not a CIDR such as 100.96.0.0/16");
    }
}
