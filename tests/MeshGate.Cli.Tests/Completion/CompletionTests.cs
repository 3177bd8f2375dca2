using MeshGate.Cli.Completion;
using MeshGate.Cli.Tests.Clusters;

namespace MeshGate.Cli.Tests.Completion;

public sealed class CompletionTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();

    public ValueTask InitializeAsync()
    {
        _cluster.Answers["/apis/meshgate.io/v1alpha1/meshnodes"] = Lists.OfNodes(SmallMesh.Nodes());
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void Answer_OffersCommandsWithTheirDescription()
    {
        IEnumerable<string> lines = CompletionAnswer.To(MeshGateCommand.Create(), ["st"]);

        Assert.Equal(["status", ":4"], lines.Select(line => line.Split('\t')[0]));
        Assert.Contains(lines, line => line.StartsWith("status\tShows the nodes", StringComparison.Ordinal));
    }

    [Fact]
    public void Answer_OffersOptionsToWhoBeganOne()
    {
        Assert.Contains(CompletionAnswer.To(MeshGateCommand.Create(), ["status", "--wa"]), line => line.StartsWith("--wait", StringComparison.Ordinal));
        Assert.DoesNotContain(CompletionAnswer.To(MeshGateCommand.Create(), ["status", ""]), line => line.StartsWith('-'));
    }

    [Fact]
    public void Answer_OffersFormats()
        => Assert.Contains(CompletionAnswer.To(MeshGateCommand.Create(), ["status", "-o", "ya"]), line => line.StartsWith("yaml", StringComparison.Ordinal));

    [Fact]
    public void Answer_OffersTheClustersNodes()
    {
        Assert.Equal(["nas", ":4"], CompletionAnswer.To(MeshGateCommand.Create(), ["--kubeconfig", _cluster.Kubeconfig, "explain", "laptop", "na"]));
        Assert.Contains("laptop", CompletionAnswer.To(MeshGateCommand.Create(), ["--kubeconfig", _cluster.Kubeconfig, "ping", ""]));
    }

    [Fact]
    public void Answer_OffersNoNames_WhenTheClusterIsAway()
        => Assert.Equal([":4"], CompletionAnswer.To(MeshGateCommand.Create(), ["--kubeconfig", _cluster.Kubeconfig, "--context", "nowhere", "explain", "la"]));

    [Theory]
    [InlineData("bash", "complete -F")]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete -c meshgate")]
    [InlineData("kubectl", "__complete \"$@\"")]
    public async Task Command_PrintsTheScript(string shell, string expected)
    {
        (int code, string output, _) = await _cluster.RunAsync("completion", shell);

        Assert.Equal(ExitCode.Well, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }
}
