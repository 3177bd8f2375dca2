namespace MeshGate.Chart.Tests.Helm;

/// <summary>What helm itself makes of the chart.</summary>
public sealed class HelmTests
{
    private static string Program => Tree.Program("helm")!;

    [HelmFact]
    public async Task Helm_RendersTheGoldensAnew()
    {
        var directory = Directory.CreateTempSubdirectory("meshgate-chart-").FullName;
        try
        {
            var run = await ToolRun.OfAsync(Tree.In("scripts/chart-goldens"), directory);
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.All(Tree.GoldenNames, name => Assert.Equal(
                File.ReadAllText(Path.Combine(Tree.Goldens, name + ".yaml")), File.ReadAllText(Path.Combine(directory, name + ".yaml"))));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [HelmFact]
    public async Task Helm_FindsNothingToComplainOf()
    {
        foreach (var values in Directory.EnumerateFiles(Tree.Values, "*.yaml"))
        {
            var run = await ToolRun.OfAsync(Program, "lint", "--strict", "--values", values, Tree.Chart);
            Assert.True(run.ExitCode == 0, run.Output + run.Error);
        }
    }

    [HelmFact]
    public Task Helm_RefusesOneNamespaceForBoth() => AssertRefusesAsync("namespaces: {nodes: {name: meshgate-system}}", "namespaces.nodes.name must not be the operator's namespace");

    [HelmFact]
    public Task Helm_RefusesCoturnWithoutAnImage() => AssertRefusesAsync("coturn: {enabled: true}", "coturn.enabled needs coturn.image.repository");

    [HelmFact]
    public Task Helm_RefusesToScrapeTwice() => AssertRefusesAsync("monitoring: {podMonitor: {enabled: true}, serviceMonitor: {enabled: true}}", "choose one");

    [HelmFact]
    public Task Helm_RefusesAnUnknownValue() => AssertRefusesAsync("operator: {replica: 3}", "replica");

    [HelmFact]
    public async Task Helm_GivesNoTunDevice_ToADaemonThatOnlyCleansUp()
    {
        var run = await ToolRun.OfAsync(Program, "template", "meshgate", Tree.Chart, "--namespace", "meshgate-system", "--set", "noded.leave=true", "--show-only", "templates/noded/daemonset.yaml");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("- leave", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/dev/net", run.Output, StringComparison.Ordinal);
    }

    private static async Task AssertRefusesAsync(string values, string message)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, values, TestContext.Current.CancellationToken);
            var run = await ToolRun.OfAsync(Program, "template", "meshgate", Tree.Chart, "--namespace", "meshgate-system", "--values", file);
            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains(message, run.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
