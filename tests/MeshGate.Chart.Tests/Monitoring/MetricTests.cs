using System.Text.RegularExpressions;
using MeshGate.Lab.Monitoring;

namespace MeshGate.Chart.Tests.Monitoring;

/// <summary>Alerts and dashboards speak of metrics that there are, with labels that they have.</summary>
public sealed partial class MetricTests
{
    private static readonly Dictionary<string, MetricRow> Rows = MetricsTable.Rows().ToDictionary(row => row.Name, StringComparer.Ordinal);

    public static TheoryData<string> Dashboards => [.. Directory.EnumerateFiles(Tree.In("charts/meshgate/monitoring/dashboards"), "*.json").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Alerts_UseMetrics_ThatThereAre()
    {
        var rules = Tree.Golden("maximal").Single(item => item.Kind() == "PrometheusRule");
        var expressions = rules["spec"]!["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).Select(rule => (string)rule!["expr"]!).ToList();
        Assert.NotEmpty(expressions);
        Assert.All(expressions, AreKnown);
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Dashboards_UseMetrics_ThatThereAre(string file)
    {
        var queries = DashboardQueries.Of(File.ReadAllText(Path.Combine(Tree.In("charts/meshgate/monitoring/dashboards"), file)), "5m");
        Assert.True(queries.Count > 20, $"{queries.Count} queries");
        Assert.All(queries, query => AreKnown(query.Query));
    }

    private static void AreKnown(string expression)
    {
        foreach (var use in Metric().Matches(expression).Where(use => use.Value.StartsWith("meshgate_", StringComparison.Ordinal)))
        {
            var name = use.Groups["name"].Value;
            var row = Rows.GetValueOrDefault(name) ?? Rows.GetValueOrDefault(Part().Replace(name, string.Empty));
            Assert.True(row is not null, $"{name} is no metric");
            foreach (var label in Matcher().Matches(use.Groups["labels"].Value).Where(label => label.Groups["name"].Value != "instance"))
            {
                var declared = row.Labels!.SingleOrDefault(known => known.Name == label.Groups["name"].Value);
                Assert.True(declared is not null, $"{name} has no label {label.Groups["name"].Value}");
                Assert.True(
                    !declared.IsClosed || label.Groups["value"].Value.Split('|').All(value => declared.Values.Contains(value)),
                    $"{label.Value} of {name}: there are {string.Join(", ", declared.Values)}");
            }
        }
    }

    [GeneratedRegex(@"(?<name>\bmeshgate_[a-z_]+)(\{(?<labels>[^}]*)\})?")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(?<name>\w+)(=~|!=|=)""(?<value>[^""]*)""")]
    private static partial Regex Matcher();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Part();
}
