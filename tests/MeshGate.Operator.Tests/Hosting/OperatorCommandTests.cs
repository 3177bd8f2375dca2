using System.CommandLine;
using MeshGate.Operator.Hosting;

namespace MeshGate.Operator.Tests.Hosting;

public sealed class OperatorCommandTests : IDisposable
{
    private const string Kubeconfig = """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "https://192.0.2.1:6443", insecure-skip-tls-verify: true}}]
        users: [{name: u, user: {token: t}}]
        """;

    private readonly string _file = Path.GetTempFileName();
    private OperatorOptions? _options;

    public OperatorCommandTests() => File.WriteAllText(_file, Kubeconfig);

    [Fact]
    public async Task Invoke_UsesDefaults_WhenOnlyTheKubeconfigIsGiven()
    {
        Assert.Equal(0, (await InvokeAsync("--kubeconfig", _file)).Code);
        Assert.Equal("100.96.0.0/16, fd6d:6573:6867::/64", _options!.Mesh.Network.ToString());
        Assert.Equal(1380, _options.Mesh.Mtu);
        Assert.Equal("meshgate-nodes", _options.Namespace);
        Assert.Equal("meshgate-system", _options.OperatorNamespace);
        Assert.Equal("127.0.0.1:9585", _options.Metrics!.ToString());
        Assert.Null(_options.Page);
        Assert.True(_options.LeaderElect);
        Assert.Equal((500, 1000), (_options.RequestsPerSecond, _options.RequestBurst));
    }

    [Fact]
    public async Task Invoke_TakesWhatIsGiven()
    {
        Assert.Equal(0, (await InvokeAsync("--kubeconfig", _file, "--mesh-cidr", "fd00::/64", "--mesh-cidr", "10.9.0.0/24", "--mtu", "1280", "--metrics", "off", "--leader-elect=false", "--namespace", "n", "--operator-namespace", "o", "--api-qps", "0", "--api-burst", "7", "--page", "[::1]:9587")).Code);
        Assert.Equal(("n", "o", 0, 7), (_options!.Namespace, _options.OperatorNamespace, _options.RequestsPerSecond, _options.RequestBurst));
        Assert.Equal("10.9.0.0/24, fd00::/64", _options!.Mesh.Network.ToString());
        Assert.Equal(1280, _options.Mesh.Mtu);
        Assert.Null(_options.Metrics);
        Assert.Equal("[::1]:9587", _options.Page!.ToString());
        Assert.False(_options.LeaderElect);
    }

    [Theory]
    [InlineData("--mesh-cidr", "100.96.0.1/16", "--mesh-cidr")]
    [InlineData("--mtu", "100", "--mtu")]
    [InlineData("--metrics", "9585", "--metrics")]
    [InlineData("--page", "mesh.example.org:9587", "--page")]
    [InlineData("--page", "127.0.0.1", "--page")]
    [InlineData("--api-qps", "-1", "--api-qps")]
    [InlineData("--api-burst", "0", "--api-burst")]
    [InlineData("--kubeconfig", "/does/not/exist", "/does/not/exist")]
    public async Task Invoke_SaysWhatIsWrong_AndDoesNotRun(string option, string value, string expected)
    {
        string[] given = option == "--kubeconfig" ? [option, value] : ["--kubeconfig", _file, option, value];
        (int code, string error) = await InvokeAsync(given);
        Assert.NotEqual(0, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Null(_options);
    }

    public void Dispose() => File.Delete(_file);

    private async Task<(int Code, string Error)> InvokeAsync(params string[] args)
    {
        var error = new StringWriter();
        var invocation = new InvocationConfiguration { Output = TextWriter.Null, Error = error };
        RootCommand command = OperatorCommand.Create((options, _) =>
        {
            _options = options;
            return Task.FromResult(0);
        });
        int code = await command.Parse(args).InvokeAsync(invocation, TestContext.Current.CancellationToken);
        return (code, error.ToString());
    }
}
