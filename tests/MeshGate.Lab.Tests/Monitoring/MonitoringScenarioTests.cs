using System.Text.RegularExpressions;
using MeshGate.Lab.Expectations;
using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Monitoring;

/// <summary>What a real Prometheus is asked in the long tier: well-formed, and all that is shipped is in it.</summary>
public sealed partial class MonitoringScenarioTests
{
    private static readonly Scenario[] Scenarios = [.. Directory.GetFiles(Path.Combine(LabProgram.Tree, "lab", "monitoring"), "*.yaml").Order(StringComparer.Ordinal).Select(ScenarioParser.Load)];

    [Fact]
    public void EveryMetric_IsAskedFor_AndHeldToBounds()
    {
        var page = File.ReadAllText(Path.Combine(LabProgram.Tree, "docs", "metrics.md"));
        var queries = Expectations<QueryExpectation>().Where(query => query is { Minimum: > double.MinValue, Maximum: < double.MaxValue }).SelectMany(query => Name().Matches(query.Query).Select(name => name.Value)).ToHashSet(StringComparer.Ordinal);
        var listed = Row().Matches(page).Select(row => (Name: row.Groups["name"].Value, IsHistogram: row.Groups["kind"].Value == "histogram")).ToArray();
        Assert.True(listed.Length > 50);
        Assert.Empty(listed.Where(metric => !queries.Contains(metric.IsHistogram ? $"{metric.Name}_sum" : metric.Name)).Select(metric => metric.Name));
    }

    [Fact]
    public void EveryAlert_FiresInAScenario_AndNoneFiresBefore()
    {
        var rules = File.ReadAllText(Path.Combine(LabProgram.Tree, "charts", "meshgate", "monitoring", "alerts.yaml"));
        var alerts = Alert().Matches(rules).Select(alert => alert.Groups["name"].Value).Order(StringComparer.Ordinal);
        Assert.Equal(alerts, Expectations<AlertsExpectation>().SelectMany(expected => expected.Firing).Distinct().Order(StringComparer.Ordinal));

        // Before anything was done to the mesh nothing fires, and nothing does again when all is well again.
        Assert.All(Scenarios, scenario =>
        {
            var expected = scenario.Steps.Select(step => step.Expectation).OfType<AlertsExpectation>().ToArray();
            Assert.Empty(expected[0].Firing.Concat(expected[0].May));
            Assert.Empty(expected[^1].Firing.Concat(expected[^1].May));
        });
    }

    private static IEnumerable<T> Expectations<T>()
        where T : Expectation
        => Scenarios.SelectMany(scenario => scenario.Steps).Select(step => step.Expectation).OfType<T>();

    [GeneratedRegex(@"^\| `(?<name>meshgate_\w+)` \| (?<kind>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"meshgate_\w+")]
    private static partial Regex Name();

    [GeneratedRegex(@"- alert: (?<name>\w+)")]
    private static partial Regex Alert();
}
