using System.Text.RegularExpressions;

namespace MeshGate.Chart.Tests.Monitoring;

/// <summary>Alerts speak of metrics that there are.</summary>
public sealed partial class MetricTests
{
    private const string Runtime = "meshgate_kubernetes_";

    [Fact]
    public void Alerts_UseMetrics_ThatTheSettingsPageLists()
    {
        var page = File.ReadAllText(Tree.In("docs/settings.md"));
        var rules = Tree.Golden("maximal").Single(item => item.Kind() == "PrometheusRule");
        var expressions = rules["spec"]!["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).Select(rule => (string)rule!["expr"]!).ToList();
        Assert.NotEmpty(expressions);
        Assert.All(expressions.SelectMany(expression => Metric().Matches(expression)).Select(match => match.Value), name =>
        {
            // The page leaves out the runtime's prefix, and in lists of gauges what they have in common.
            var listed = name.StartsWith(Runtime, StringComparison.Ordinal) ? name[Runtime.Length..] : name;
            Assert.True(page.Contains($"`{listed}", StringComparison.Ordinal) || page.Contains($"`{listed["workqueue".Length..]}", StringComparison.Ordinal), name);
        });
    }

    [GeneratedRegex("meshgate_[a-z_]+")]
    private static partial Regex Metric();
}
