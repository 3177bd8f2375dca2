using MeshGate.Cli.Tests.Clusters;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Tests.Pinging;

public sealed class PingCommandTests : IAsyncLifetime
{
    private const string Nodes = "/apis/meshgate.io/v1alpha1/meshnodes";
    private readonly FakeCluster _cluster = new();

    public ValueTask InitializeAsync()
    {
        Put("n1", node => node.Spec.NodeName = "n1");
        Put("laptop", _ => { });
        Put("new", node => node.Spec.Addresses = null);
        _cluster.Answers["/api/v1/namespaces/meshgate-nodes/pods"] = Lists.Of("v1", "PodList", [Lists.DaemonPod("n1")]);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Ping_RunsInTheDaemonsPodAndShowsWhatItSays()
    {
        _cluster.Programs["meshgate-noded ping"] = (0, "answer 1 from laptop in 12.3 ms, direct, 192.0.2.1:51820\n");

        (int code, string output, _) = await _cluster.RunAsync("ping", "n1", "laptop", "--count", "1");

        Assert.Equal(ExitCode.Well, code);
        Assert.Contains("direct, 192.0.2.1:51820", output, StringComparison.Ordinal);
        Assert.Equal("meshgate-noded ping laptop 100.96.0.9 --count 1 --metrics=192.0.2.7:9586", Assert.Single(_cluster.Ran));
    }

    [Fact]
    public async Task Ping_GivesJsonOfEveryEcho()
    {
        _cluster.Programs["meshgate-noded ping"] = (0, "{\"sequence\":1,\"rttMilliseconds\":1.5,\"path\":\"Relay\",\"via\":\"relay1\"}\nnoise\n{\"sequence\":2,\"problem\":\"none within 5 s\"}\n");

        (int code, string output, _) = await _cluster.RunAsync("ping", "n1", "laptop", "-o", "yaml");

        Assert.Equal(ExitCode.Well, code);
        Assert.Contains("via: relay1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("noise", output, StringComparison.Ordinal);
        Assert.Contains("--json", Assert.Single(_cluster.Ran), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ping_ExitsOne_WhenNoAnswerCame()
    {
        _cluster.Programs["meshgate-noded ping"] = (1, "no answer 1 from laptop: none within 5 s\n");

        (int code, _, _) = await _cluster.RunAsync("ping", "n1", "laptop");

        Assert.Equal(ExitCode.NotWell, code);
    }

    [Theory]
    [InlineData("laptop", "n1", ExitCode.NoAnswer, "meshgate-noded ping n1 100.96.0.9")]
    [InlineData("n1", "nobody", ExitCode.NotWell, "there is no MeshNode nobody")]
    [InlineData("n1", "new", ExitCode.NotWell, "new has no mesh address yet")]
    public async Task Ping_SaysWhy_WhenItCannotBe(string one, string other, int expected, string why)
    {
        (int code, _, string error) = await _cluster.RunAsync("ping", one, other);

        Assert.Equal(expected, code);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.Empty(_cluster.Ran);
    }

    private void Put(string name, Action<MeshNode> change)
    {
        var node = new MeshNode { Metadata = new k8s.Models.V1ObjectMeta { Name = name }, Spec = new MeshNodeSpec { Addresses = ["100.96.0.9"] } };
        change(node);
        _cluster.Answers[$"{Nodes}/{name}"] = System.Text.Json.JsonSerializer.Serialize(node, MeshGate.Kubernetes.Serialization.MeshGateJson.TypeInfo<MeshNode>());
    }
}
