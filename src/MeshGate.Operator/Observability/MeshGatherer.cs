using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Statistics;
using MeshGate.Operator.Caching;

namespace MeshGate.Operator.Observability;

/// <summary>Gathers the mesh's statistics from the caches, for metrics and <c>/statusz</c> alike. Safe for concurrent use.</summary>
public sealed class MeshGatherer(EntityCache<MeshNode> nodes, EntityCache<MeshRoute> routes, TimeProvider time)
{
    // A page of metrics asks once for each of them.
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private MeshStatistics? _last;
    private long _at;

    /// <summary>The statistics, at most a second old.</summary>
    public MeshStatistics Gather()
    {
        lock (_gate)
        {
            if (_last is null || time.GetElapsedTime(_at) >= GoodFor)
            {
                _last = MeshStatistics.Of(nodes.List(), routes.List());
                _at = time.GetTimestamp();
            }

            return _last;
        }
    }

    /// <summary>The statistics as JSON in UTF-8.</summary>
    public byte[] ToJson()
    {
        MeshStatistics mesh = Gather();
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["nodes"] = new JsonObject { ["total"] = mesh.Nodes, ["online"] = mesh.Online, ["offline"] = mesh.Offline, ["ready"] = mesh.Ready },
            ["pairs"] = Of(mesh.Pairs),
            ["failovers"] = mesh.Failovers,
            ["routes"] = Of(mesh.Routes),
            ["health"] = new JsonObject { ["mesh"] = Math.Round(mesh.Score, 3), ["nodes"] = Of(mesh.Health) },
        });
    }

    private static JsonObject Of<T>(IEnumerable<KeyValuePair<T, int>> counts)
        => new(counts.Select(count => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName($"{count.Key}"), (JsonNode?)count.Value)));
}
