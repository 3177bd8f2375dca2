using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Reads what a server of kind <c>turn</c> may have besides.</summary>
internal static class TurnOptionsReader
{
    internal static readonly string[] Keys =
    [
        "udp", "tcp", "tls", "secret", "toldSecret", "lifetime", "channelLifetime", "permissionLifetime", "staleNonce", "quota", "ports",
    ];

    internal static TurnOptions Read(MappingReader reader, ServerKind kind)
    {
        if (kind != ServerKind.Turn && Keys.FirstOrDefault(reader.Has) is { } alien)
        {
            throw ScenarioException.At(reader.Require(alien), $"'{alien}' is for servers of kind turn");
        }

        var options = new TurnOptions
        {
            Udp = reader.Flag("udp", otherwise: true),
            Tcp = reader.Flag("tcp", otherwise: true),
            TlsPort = reader.OptionalInteger("tls", 1, 65535),
            Secret = Secret(reader, "secret"),
            ToldSecret = Secret(reader, "toldSecret"),
            Lifetime = Seconds(reader, "lifetime"),
            ChannelLifetime = Seconds(reader, "channelLifetime"),
            PermissionLifetime = Seconds(reader, "permissionLifetime"),
            StaleNonce = Seconds(reader, "staleNonce"),
            Quota = reader.OptionalInteger("quota", 1, 10_000),
            Ports = reader.Find("ports") is { } ports ? Range(ports, "'ports'") : null,
        };
        return options.Udp || options.Tcp || options.TlsPort is not null
            ? options
            : throw ScenarioException.At(reader.Node, "a TURN server listens for udp, tcp or tls");
    }

    // It becomes a line of a configuration file.
    private static string? Secret(MappingReader reader, string key) =>
        reader.OptionalText(key) is not { } text ? null
        : text.Length <= 100 && text.All(char.IsAsciiLetterOrDigit) ? text
        : throw ScenarioException.At(reader.Require(key), $"'{key}' has letters and digits alone, at most 100");

    private static TimeSpan? Seconds(MappingReader reader, string key) =>
        reader.OptionalDuration(key) is not { } duration ? null
        : duration >= TimeSpan.FromSeconds(1) && duration.Ticks % TimeSpan.TicksPerSecond == 0 ? duration
        : throw ScenarioException.At(reader.Require(key), $"'{key}' is whole seconds, at least 1s");

    internal static (int First, int Last) Range(YamlNode node, string what)
    {
        var parts = YamlScalars.Text(node, what).Split('-');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && first is >= 1024 and <= 65535 && last is >= 1024 and <= 65535 && first <= last
            ? (first, last)
            : throw ScenarioException.At(node, $"{what} must look like 50000-50009: from 1024 to 65535, the first one first");
    }
}
