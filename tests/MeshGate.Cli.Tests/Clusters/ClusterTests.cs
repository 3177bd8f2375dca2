using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Tests.Clusters;

/// <summary>Every command finds the cluster as kubectl does.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private const string Nodes = "/apis/meshgate.io/v1alpha1/meshnodes";
    private readonly FakeCluster _cluster = new();

    public ValueTask InitializeAsync()
    {
        _cluster.Answers[Nodes] = Lists.OfNodes(SmallMesh.Nodes());
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Status_ShowsTheTokenOfTheFile()
    {
        await _cluster.RunAsync("status");

        Assert.Contains(_cluster.Asked, asked => asked is { Path: Nodes, Authorization: "Bearer t0" });
    }

    [Fact]
    public async Task Status_AsksTheProgramThatHandsOutCredentials()
    {
        string program = _cluster.WriteProgram("login", """
            #!/bin/sh
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"from-program"}}'
            """);
        string kubeconfig = _cluster.WriteKubeconfig("exec", $"exec:\n  apiVersion: client.authentication.k8s.io/v1\n  command: \"{program}\"\n  interactiveMode: Never");

        int code = await MeshGateCommand.Create().Parse(["status", "--kubeconfig", kubeconfig]).InvokeAsync(
            new System.CommandLine.InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null }, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.NotWell, code);
        Assert.Contains(_cluster.Asked, asked => asked is { Path: Nodes, Authorization: "Bearer from-program" });
    }

    [Fact]
    public async Task Status_SaysSo_WhenTheProgramIsNotThere()
    {
        string kubeconfig = _cluster.WriteKubeconfig("exec", "exec:\n  apiVersion: client.authentication.k8s.io/v1\n  command: /nonexistent/login\n  interactiveMode: Never");
        using var error = new StringWriter();

        int code = await MeshGateCommand.Create().Parse(["status", "--kubeconfig", kubeconfig]).InvokeAsync(
            new System.CommandLine.InvocationConfiguration { Output = TextWriter.Null, Error = error, EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.StartsWith("meshgate: ", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("topology")]
    [InlineData("explain", "nas", "laptop")]
    [InlineData("ping", "nas", "laptop")]
    [InlineData("drain", "nas")]
    [InlineData("failover", "route")]
    [InlineData("check")]
    [InlineData("check", "--pre")]
    [InlineData("support-bundle")]
    [InlineData("join-token", "laptop", "--force")]
    public async Task Command_TakesTheContext_AndSaysThatItGivesNoAnswer(params string[] command)
    {
        (int code, _, string error) = await _cluster.RunAsync([.. command, "--context", "nowhere"]);

        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.StartsWith("meshgate: ", error, StringComparison.Ordinal);
        Assert.Empty(_cluster.Asked);
    }

    [Fact]
    public async Task Command_SaysSo_WhenTheContextIsNone()
    {
        (int code, _, string error) = await _cluster.RunAsync("status", "--context", "elsewhere");

        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("elsewhere", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_SaysSo_WhenTheFileIsNone()
    {
        await File.WriteAllTextAsync(_cluster.Kubeconfig, "[not: a, kubeconfig", TestContext.Current.CancellationToken);

        (int code, _, string error) = await _cluster.RunAsync("status");

        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.StartsWith("meshgate: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_WaitsUntilEveryPairHasAPath()
    {
        MeshNode[] nodes = [.. SmallMesh.Nodes().Where(node => node.Metadata.Name is "nas" or "laptop")];
        foreach (MeshNode node in nodes)
        {
            node.Status.Assignment!.Members = [.. node.Status.Assignment.Members!.Where(member => member.Name is "nas" or "laptop")];
        }

        _cluster.Answers[Nodes] = Lists.OfNodes(nodes);

        (int relayed, string text, _) = await _cluster.RunAsync("status", "--wait", "--timeout", "1s", "-o", "yaml");
        _cluster.Answers[Nodes] = Lists.OfNodes([]);
        (int none, _, string error) = await _cluster.RunAsync("status", "--wait", "--timeout", "100ms");

        Assert.Equal(ExitCode.Well, relayed);
        Assert.Contains("isUp: true", text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotWell, none);
        Assert.Contains("not so after", error, StringComparison.Ordinal);
    }
}
