using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Metrics;

/// <summary>Reads a process's metrics page over HTTP inside its network namespace.</summary>
public static class MetricsReader
{
    /// <summary>The port of a daemon's page on its loopback.</summary>
    public const int DaemonPort = 9586;

    /// <summary>The ports of the operators' pages on the control network's loopback, by the names of their processes.</summary>
    public static readonly IReadOnlyDictionary<string, int> OperatorPorts =
        new Dictionary<string, int> { ["operator"] = 9585, ["operator2"] = 9595, ["operator3"] = 9605 };

    /// <summary>One statistic of one metric; null when no sample matches.</summary>
    /// <exception cref="HttpRequestException">The page cannot be read.</exception>
    public static async Task<double?> ReadAsync(
        NetworkNamespace network, int port, string name, IReadOnlyDictionary<string, string> labels, MetricStat stat,
        CancellationToken cancellationToken)
    {
        using var client = NamespaceHttp.Client(network, port);
        var page = await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), cancellationToken);
        return Select(PrometheusText.Parse(page), name, labels, stat);
    }

    /// <summary>One statistic out of samples; null when none matches, or a mean has no observations.</summary>
    public static double? Select(
        IReadOnlyList<MetricSample> samples, string name, IReadOnlyDictionary<string, string> labels, MetricStat stat)
    {
        double? Total(string suffix)
        {
            var matching = samples.Where(s => s.Name == name + suffix
                && labels.All(l => s.Labels.TryGetValue(l.Key, out var value) && value == l.Value)).ToArray();
            return matching.Length == 0 ? null : matching.Sum(s => s.Value);
        }

        return stat switch
        {
            MetricStat.Value => Total(string.Empty),
            MetricStat.Sum => Total("_sum"),
            MetricStat.Count => Total("_count"),
            _ => Total("_count") is > 0 and var count ? Total("_sum") / count : null,
        };
    }
}
