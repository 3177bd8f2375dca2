using System.Text.Json.Nodes;

namespace MeshGate.Lab.Monitoring;

/// <summary>The queries of Grafana dashboards, as Prometheus takes them.</summary>
public static class DashboardQueries
{
    /// <summary>Every query with the panel that it is of.</summary>
    /// <param name="dashboard">A dashboard's JSON.</param>
    /// <param name="range">What stands for Grafana's <c>$__rate_interval</c>.</param>
    public static IReadOnlyList<(string Panel, string Query)> Of(string dashboard, string range)
    {
        var root = JsonNode.Parse(dashboard)!;
        return
        [
            .. root["panels"]!.AsArray().SelectMany(panel => (panel!["targets"] as JsonArray ?? []).Select(target => (
                $"{(string)root["title"]!}: {(string)panel["title"]!}",
                ((string)target!["expr"]!).Replace("$__rate_interval", range, StringComparison.Ordinal).Replace("$instance", ".*", StringComparison.Ordinal)))),
        ];
    }
}
