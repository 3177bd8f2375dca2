using System.Text.Json.Nodes;

namespace MeshGate.Benchmarks.Swarm;

/// <summary>One figure of a swarm's report.</summary>
/// <param name="Name">What it is called among the benchmarks.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Bound">The most that it may be; null when nothing is promised.</param>
/// <param name="Read">Finds it; null where the swarm could not measure it.</param>
internal sealed record SwarmFigure(string Name, string Unit, double? Bound, Func<JsonNode, double?> Read)
{
    /// <summary>All that are reported.</summary>
    public static IReadOnlyList<SwarmFigure> All { get; } =
    [
        new("Join", "s", 30, report => (double?)report["join"]!["assignedSeconds"]),
        new("JoinToReady", "s", null, report => (double?)report["join"]!["readySeconds"]),
        new("OperatorWritesPerNode", "writes", 4, report => (double?)report["join"]!["operatorWritesToReady"]),
        new("OperatorWritesInSecondPass", "writes", 0, report => (double?)report["secondPass"]?["operatorWrites"]),
        new("OneMoreJoin", "s", 2, report => Slowest(report, "join")),
        new("OneLeave", "s", 2, report => Slowest(report, "leave")),
        new("LargestMeshNode", "B", null, report => (double?)report["sizes"]!["largest"]),
        new("OperatorMemory", "MB", null, report => (double?)report["operator"]?["residentMegabytes"]),
        new("ApiRequests", "requests/s", null, report => (double?)report["traffic"]!["joinRequestsPerSecond"]),
        new("WatchEvents", "events/s", null, report => (double?)report["traffic"]!["joinEventsPerSecond"]),
    ];

    private static double? Slowest(JsonNode report, string kind)
    {
        double?[] seconds = [.. report["changes"]!.AsArray().Where(change => (string?)change!["kind"] == kind).Select(change => (double?)change!["seconds"])];
        return seconds.Length == 0 || seconds.Contains(null) ? null : seconds.Max();
    }
}
