using System.CommandLine;
using MeshGate.Lab.Cluster;

namespace MeshGate.Cli.Tests.Clusters;

/// <summary>Commands against a real kube-apiserver: its access reviews, its lists, its refusals.</summary>
public sealed class RealClusterTests : IAsyncLifetime
{
    private static readonly ClusterUser Nobody = ClusterUser.ServiceAccount("default", "nobody");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meshgate-cli");
    private RealApiServer? _server;

    public async ValueTask InitializeAsync()
    {
        if (ClusterAssets.Find() is { } assets)
        {
            string root = DocumentationTests.FindRoot();
            _server = await RealApiServer.StartAsync(
                new RealApiOptions { Assets = assets, Users = [Nobody], Manifests = [Path.Combine(root, "config", "crd")] }, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        else
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("MESHGATE_REQUIRE_ALL") == "1", $"This test needs {ClusterAssets.Hint}.");
            Assert.Fail($"This test needs {ClusterAssets.Hint}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Commands_AskARealServer()
    {
        (int code, string output) = await RunAsync(null, "check", "--pre");
        Assert.True(code == ExitCode.Well, output);
        Assert.Contains("You may do what installing takes.", output, StringComparison.Ordinal);
        Assert.Contains("v1.", output, StringComparison.Ordinal);

        (code, output) = await RunAsync(Nobody.Name, "check", "--pre");
        Assert.True(code == ExitCode.NotWell, output);
        Assert.Contains("You may not create customresourcedefinitions.apiextensions.k8s.io", output, StringComparison.Ordinal);
        Assert.Contains("You may not list Nodes", output, StringComparison.Ordinal);

        (code, output) = await RunAsync(null, "check");
        Assert.True(code == ExitCode.NotWell, output);
        Assert.Contains("The definition of meshnodes serves v1alpha1.", output, StringComparison.Ordinal);
        Assert.Contains("There is no sign of the operator", output, StringComparison.Ordinal);

        (code, output) = await RunAsync(Nobody.Name, "status");
        Assert.True(code == ExitCode.NoAnswer, output);
        Assert.Contains("forbidden", output, StringComparison.Ordinal);

        (code, output) = await RunAsync(null, "status", "-o", "json");
        Assert.True(code == ExitCode.Well, output);

        string bundle = Path.Combine(_folder.FullName, "bundle.tar.gz");
        (code, output) = await RunAsync(null, "support-bundle", "-o", bundle);
        Assert.True(code == ExitCode.Well, output);
        Assert.True(new FileInfo(bundle).Length > 0);
        Assert.DoesNotContain("without", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JoinToken_SaysWhatTheServerSays_WhenTheNamespaceIsNotThere()
    {
        string file = Path.Combine(_folder.FullName, "laptop.kubeconfig");
        (int made, string said) = await RunAsync(null, "join-token", "laptop", "-o", file);

        // The namespace comes with the chart.
        Assert.True(made == ExitCode.NotWell && said.Contains("meshgate-nodes", StringComparison.Ordinal), said);
    }

    private async Task<(int Code, string Output)> RunAsync(string? user, params string[] arguments)
    {
        string kubeconfig = Path.Combine(_folder.FullName, user?.Replace(':', '-') ?? "admin");
        _server!.WriteKubeconfig(kubeconfig, user);
        using var output = new StringWriter();
        var console = new InvocationConfiguration { Output = output, Error = output, EnableDefaultExceptionHandler = false };
        int code = await MeshGateCommand.Create().Parse(["--kubeconfig", kubeconfig, .. arguments]).InvokeAsync(console, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
