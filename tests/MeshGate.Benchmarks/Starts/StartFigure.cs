using System.Text.Json.Nodes;

namespace MeshGate.Benchmarks.Starts;

/// <summary>One figure of a build of the daemon.</summary>
/// <param name="Name">What it is called among the benchmarks.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Bound">The most that it may be with the build that is shipped; null when nothing is promised.</param>
/// <param name="Read">Finds it in what the report says of a build.</param>
internal sealed record StartFigure(string Name, string Unit, double? Bound, Func<JsonNode, double> Read)
{
    private const double MostMemory = 45;

    /// <summary>All that are reported.</summary>
    public static IReadOnlyList<StartFigure> All { get; } =
    [
        new("StartToTunnel", "s", 1, build => Middle(build, "starts", "tunnel")),
        new("StartToTunnelSlowest", "s", null, build => Values(build, "starts", "tunnel").Max()),
        new("StartToConfigured", "s", null, build => Middle(build, "starts", "configured")),
        new("StartProcessorTime", "s", null, build => Middle(build, "starts", "cpu")),
        new("Memory", "MiB", MostMemory, build => Values(build, "memory", "resident").Max()),
        new("MemoryShared", "MiB", null, build => Values(build, "memory", "proportional").Max()),
        new("MemoryInUse", "MiB", MostMemory, build => (double)build["memoryInUse"]!["resident"]!),
    ];

    private static double Middle(JsonNode build, string list, string name) => Values(build, list, name).Order().ElementAt(build[list]!.AsArray().Count / 2);

    private static IEnumerable<double> Values(JsonNode build, string list, string name) => build[list]!.AsArray().Select(one => (double)one![name]!);
}
