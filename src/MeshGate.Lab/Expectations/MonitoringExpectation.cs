using MeshGate.Lab.Machines;
using MeshGate.Lab.Monitoring;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>What is shipped works on this lab: each panel of the dashboards has data, and each metric of the page is there.</summary>
/// <param name="Without">Panels and metrics that this lab has no data for.</param>
public sealed record MonitoringExpectation(IReadOnlyList<string> Without) : Expectation
{
    private const string Range = "15m";

    /// <inheritdoc/>
    public override string Describe() => "every panel of the dashboards has data, and every metric is there";

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        var tree = LabBinaries.SourceTree() ?? ".";
        var wanted = Directory.GetFiles(Path.Combine(PrometheusSetup.Assets, "dashboards"), "*.json").Order(StringComparer.Ordinal)
            .SelectMany(file => DashboardQueries.Of(File.ReadAllText(file), Range))
            .Concat(ListedMetrics.Of(await File.ReadAllTextAsync(Path.Combine(tree, "docs", "metrics.md"), cancellationToken)))
            .Where(item => !Without.Contains(item.Item1)).ToList();
        using var prometheus = new PrometheusClient(lab);
        var missing = new List<string>();
        foreach (var (what, query) in wanted)
        {
            if ((await prometheus.QueryAsync(query, cancellationToken)).Count == 0)
            {
                missing.Add($"{what}: {query}");
            }
        }

        return new ExpectationOutcome(missing.Count == 0, $"{wanted.Count - missing.Count} of {wanted.Count} have data\n{string.Join('\n', missing)}".TrimEnd());
    }

    internal static MonitoringExpectation Read(YamlNode node, ScenarioNames names)
    {
        names.NeedPrometheus(node);
        var reader = new MappingReader(node, "'monitoring'", "without");
        return new MonitoringExpectation([.. YamlScalars.List(reader.Find("without")).Select(item => YamlScalars.Text(item, "a panel or a metric"))]);
    }
}
