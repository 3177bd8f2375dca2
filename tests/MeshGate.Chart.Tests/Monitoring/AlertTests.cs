using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Monitoring;

namespace MeshGate.Chart.Tests.Monitoring;

/// <summary>Every alert has a page that says what to do, and fires when it should, as Prometheus' own tool finds.</summary>
public sealed class AlertTests
{
    private static readonly string Rules = Tree.In("charts/meshgate/monitoring/alerts.yaml");

    private static IReadOnlyList<JsonObject> Alerts => [.. YamlTree.ParseAll(File.ReadAllText(Rules))[0]["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!.AsObject())];

    [Fact]
    public void Alerts_HaveARunbook_EachOfThem_AndNoRunbookIsOfNone()
    {
        var names = Alerts.Select(alert => (string)alert["alert"]!).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(Alerts, alert =>
        {
            var name = (string)alert["alert"]!;
            Assert.Equal($"docs/runbooks/{name}.md", (string?)alert["annotations"]!["runbook_url"]);
            var page = File.ReadAllText(Tree.In($"docs/runbooks/{name}.md"));
            Assert.StartsWith($"# {name}\n", page, StringComparison.Ordinal);
            Assert.All((string[])["## What it means", "## What to do"], part => Assert.Contains(part, page, StringComparison.Ordinal));
            Assert.NotNull(alert["for"]);
            Assert.Contains((string?)alert["labels"]!["severity"], (string[])["info", "warning", "critical"]);
            Assert.NotNull(alert["annotations"]!["summary"]);
            Assert.NotNull(alert["annotations"]!["description"]);
        });
        var pages = Directory.EnumerateFiles(Tree.In("docs/runbooks"), "MeshGate*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(names.Order(StringComparer.Ordinal), pages);
        var overview = File.ReadAllText(Tree.In("docs/runbooks/README.md"));
        Assert.All(names, name => Assert.Contains($"[{name}]({name}.md)", overview, StringComparison.Ordinal));
    }

    [Fact]
    public void Rule_IsTheFile_WithItsRunbooksWhereTheyArePublished()
    {
        var rendered = Tree.Golden("maximal").Single(item => item.Kind() == "PrometheusRule")["spec"]!["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).ToList();
        Assert.Equal(Alerts.Select(alert => (string)alert["alert"]!), rendered.Select(alert => (string)alert!["alert"]!));
        foreach (var (alert, shown) in Alerts.Zip(rendered))
        {
            var expected = alert.DeepClone();
            expected["annotations"]!["runbook_url"] = $"https://runbooks.example.org/{(string)alert["alert"]!}.md";
            Assert.True(JsonNode.DeepEquals(expected, shown), $"{shown}");
        }
    }

    [Fact]
    public async Task Promtool_HasNoComplaint_AndEachAlertFiresWhenItShould()
    {
        if (Tree.Program("promtool") is not { } promtool)
        {
            await Console.Error.WriteLineAsync("There is no promtool on the PATH (Debian package prometheus): the alerts are judged in the lab's long tier alone.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("meshgate-alerts-").FullName;
        try
        {
            File.Copy(Rules, Path.Combine(folder, "alerts.yaml"));
            File.Copy(Tree.In("tests/MeshGate.Chart.Tests/Monitoring/alerts.test.yaml"), Path.Combine(folder, "alerts.test.yaml"));
            await File.WriteAllTextAsync(Path.Combine(folder, "hurried.yaml"), HurriedRules.Of(await File.ReadAllTextAsync(Rules, TestContext.Current.CancellationToken), 60), TestContext.Current.CancellationToken);
            foreach (var arguments in (string[][])[["check", "rules", Path.Combine(folder, "alerts.yaml")], ["check", "rules", Path.Combine(folder, "hurried.yaml")], ["test", "rules", Path.Combine(folder, "alerts.test.yaml")]])
            {
                var run = await ToolRun.OfAsync(promtool, arguments);
                Assert.True(run.ExitCode == 0, run.Output + run.Error);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void TestFile_HasEveryAlert_BothSilentAndFiring()
    {
        var tests = File.ReadAllText(Tree.In("tests/MeshGate.Chart.Tests/Monitoring/alerts.test.yaml"));
        Assert.All(Alerts.Select(alert => (string)alert["alert"]!), name =>
        {
            Assert.Contains($"alertname: {name},", tests, StringComparison.Ordinal);
            Assert.Contains($"alertname=\"{name}\"}}', value: 1", tests, StringComparison.Ordinal);
        });
    }
}
