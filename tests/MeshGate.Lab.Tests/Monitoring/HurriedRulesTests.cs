using MeshGate.Lab.Monitoring;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Tests.Monitoring;

public sealed class HurriedRulesTests
{
    [Fact]
    public void Of_DividesTimes_AndNothingElse()
    {
        const string rules = """
            - alert: A
              expr: rate(x_total[10m]) / rate(y_total[1h]) > 0.5
              for: 15m
            - alert: B
              expr: meshgate_kubernetes_workqueue_longest_work_seconds > 300
              for: 30s
            - alert: C
              expr: other_seconds > 300
              for: 1h
            """;
        Assert.Equal(
            """
            - alert: A
              expr: rate(x_total[20s]) / rate(y_total[60s]) > 0.5
              for: 15s
            - alert: B
              expr: meshgate_kubernetes_workqueue_longest_work_seconds > 5
              for: 1s
            - alert: C
              expr: other_seconds > 300
              for: 60s
            """,
            HurriedRules.Of(rules, 60));
        Assert.Equal(rules.Replace("1h", "3600s", StringComparison.Ordinal).Replace("15m", "900s", StringComparison.Ordinal).Replace("10m", "600s", StringComparison.Ordinal), HurriedRules.Of(rules, 1));
    }

    [Fact]
    public void Queries_AreGrafanasWithoutItsVariables()
        => Assert.Equal(
            [("D: P", "sum(rate(x{instance=~\".*\"}[5m]))")],
            DashboardQueries.Of("""{"title":"D","panels":[{"title":"row"},{"title":"P","targets":[{"expr":"sum(rate(x{instance=~\"$instance\"}[$__rate_interval]))"}]}]}""", "5m"));

    [Fact]
    public void Metrics_AreReadOffThePage_ForEachProcessThatShowsThem()
        => Assert.Equal(
            ["count(meshgate_a{job=\"operator\"})", "count(meshgate_a{job=\"noded\"})", "count(meshgate_b_seconds_count{job=\"noded\"})"],
            ListedMetrics.Of("| `meshgate_a` | gauge | operator, daemon |  | A. |\n| `meshgate_b_seconds` | histogram | daemon |  | B. |\n| other | x | y | |\n").Select(metric => metric.Query));

    [Fact]
    public void Scenario_IsRefused_WhereItAsksAPrometheusThatItDoesNotHave()
    {
        var error = Assert.Throws<ScenarioException>(() => ScenarioParser.Parse("name: x\nmachines: { a: {} }\nsteps:\n  - expect: { alerts: {} }\n", "x.yaml"));
        Assert.Contains("Prometheus", error.Message, StringComparison.Ordinal);
        Assert.Equal(60, ScenarioParser.Parse("name: x\nsettings: { prometheus: { hurry: 60 } }\nmachines: { a: {} }\nsteps:\n  - expect: { alerts: {} }\n", "x.yaml").Settings.Prometheus!.Hurry);
    }
}
