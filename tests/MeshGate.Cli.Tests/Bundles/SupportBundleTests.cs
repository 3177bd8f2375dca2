using System.Formats.Tar;
using System.IO.Compression;
using MeshGate.Cli.Tests.Clusters;

namespace MeshGate.Cli.Tests.Bundles;

/// <summary>Secrets are planted wherever a bundle looks, and must not be found in it.</summary>
public sealed class SupportBundleTests : IAsyncLifetime
{
    private const string Planted = "PLANTED";
    private const string PublicKey = "aPxGwq8zERHQ3Q1cOZFdJ+cvJX5Ka4mLN38AyYKYF10=";
    private const string PrivateKey = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";
    private const string WebToken = "eyJhbGciOiJSUzI1NiIsImtpZCI6IlBMQU5URUQifQ.eyJzdWIiOiJQTEFOVEVEIn0.c2lnbmVk";

    private readonly FakeCluster _cluster = new();

    public ValueTask InitializeAsync()
    {
        string metadata = $$"""
            "managedFields":[{"manager":"{{Planted}}-manager"}],
            "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"password\":\"{{Planted}}-applied\"}","note":"token={{Planted}}-note"}
            """;
        string environment = $$"""
            ,"env":[{"name":"NODE_NAME","value":"n1"},{"name":"PROXY","value":"{{Planted}}-variable"}],
            "command":["run","--password","{{Planted}}-argument","--auth-secret={{Planted}}-flag"]
            """;
        _cluster.Answers["/apis/meshgate.io/v1alpha1/meshnodes"] = Lists.Of("meshgate.io/v1alpha1", "MeshNodeList", [$$"""
            {"metadata":{"name":"n1",{{metadata}}},"spec":{"nodeName":"n1","addresses":["100.96.0.1"]},
             "status":{"agent":{"publicKey":"{{PublicKey}}"},
                       "assignment":{"members":["n2 {{PublicKey}} 100.96.0.2"],"turn":[{"address":"turn.example.org:3478","sealed":"{{Planted}}-sealed"}]} } }
            """]);
        _cluster.Answers["/apis/meshgate.io/v1alpha1/meshpolicies"] = Lists.Of("meshgate.io/v1alpha1", "MeshPolicyList", [$$"""
            {"metadata":{"name":"p"},"spec":{"natTraversal":{"turnServers":[{"address":"turn.example.org:3478","secretRef":{"name":"turn-secret","namespace":"meshgate-system"},"credential":"{{Planted}}-policy"}]} } }
            """]);
        _cluster.Answers["/apis/meshgate.io/v1alpha1/meshroutes"] = Lists.Of("meshgate.io/v1alpha1", "MeshRouteList", []);
        _cluster.Answers["/api/v1/nodes"] = Lists.Of("v1", "NodeList", [$$"""{"metadata":{"name":"n1","labels":{"zone":"a"},"annotations":{"join":"{{Planted}}-join"} },"status":{"nodeInfo":{"kernelVersion":"6.1.0"} } }"""]);
        foreach (string @namespace in new[] { "meshgate-nodes", "meshgate-system" })
        {
            string pod = Lists.DaemonPod("n1", environment).Replace("\"metadata\":{", $"\"metadata\":{{{metadata},", StringComparison.Ordinal);
            _cluster.Answers[$"/api/v1/namespaces/{@namespace}/pods"] = Lists.Of("v1", "PodList", [pod]);
            _cluster.Answers[$"/apis/apps/v1/namespaces/{@namespace}/deployments"] = Lists.Of("apps/v1", "DeploymentList", [$$"""
                {"metadata":{"name":"d",{{metadata}}},"spec":{"template":{"spec":{"containers":[{"name":"noded"{{environment}}}]} } } }
                """]);
            _cluster.Answers[$"/apis/apps/v1/namespaces/{@namespace}/daemonsets"] = Lists.Of("apps/v1", "DaemonSetList", []);
            _cluster.Answers[$"/apis/coordination.k8s.io/v1/namespaces/{@namespace}/leases"] = Lists.Of("coordination.k8s.io/v1", "LeaseList", []);
            _cluster.Answers[$"/api/v1/namespaces/{@namespace}/events"] = Lists.Of("v1", "EventList", [$$"""{"metadata":{"name":"e"},"involvedObject":{"name":"n1"},"message":"refused Bearer {{Planted}}-event-000 of n1"}"""]);
        }

        _cluster.Answers["/api/v1/namespaces/meshgate-nodes/pods/meshgate-noded-n1/log"] = $"""
            2026-11-29T03:00:00Z info: peer {PublicKey} is up
            2026-11-29T03:00:01Z info: private key {PrivateKey} of {WebToken}
            2026-11-29T03:00:02Z info: password: {Planted}-log https://admin:{Planted}-url@example.org/
            -----BEGIN RSA PRIVATE KEY-----
            {Planted}block
            """;
        _cluster.Answers["/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"] = """{"spec":{},"status":{"allowed":true}}""";
        _cluster.Programs["meshgate-noded inspect"] = (0, $$"""{"machine":{"kernel":"6.1.0"},"status":{"node":"n1","problem":"token={{Planted}}-status"},"peers":[]}""");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Bundle_HoldsNoSecretThatWasPlanted()
    {
        Dictionary<string, string> files = await CollectAsync();

        foreach ((string name, string text) in files)
        {
            Assert.False(text.Contains(Planted, StringComparison.Ordinal), $"{name}: {text}");
            Assert.False(text.Contains(PrivateKey, StringComparison.Ordinal), name);
            Assert.False(text.Contains("eyJ", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public async Task Bundle_HoldsWhatHelps()
    {
        Dictionary<string, string> files = await CollectAsync();

        Assert.Contains(PublicKey, files["mesh/meshnodes.json"], StringComparison.Ordinal);
        Assert.Contains("turn-secret", files["mesh/meshpolicies.json"], StringComparison.Ordinal);
        Assert.Contains(PublicKey, files["logs/meshgate-nodes/meshgate-noded-n1/noded.log"], StringComparison.Ordinal);
        Assert.Contains("NODE_NAME", files["installed/meshgate-nodes/pods.json"], StringComparison.Ordinal);
        Assert.Contains("6.1.0", files["machines/n1.json"], StringComparison.Ordinal);
        Assert.Contains("6.1.0", files["cluster/nodes.json"], StringComparison.Ordinal);
        Assert.Contains("events of the mesh", files["missing.txt"], StringComparison.Ordinal);
        Assert.Contains("check.json", files.Keys);
    }

    [Fact]
    public async Task Bundle_NeverAsksForSecretsOrConfigMaps()
    {
        await CollectAsync();

        Assert.DoesNotContain(_cluster.Asked, asked => asked.Path.Contains("secrets", StringComparison.Ordinal) || asked.Path.Contains("configmaps", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bundle_IsReadableByItsOwnerAlone_AndOverwritesNothing()
    {
        await CollectAsync();

        (int code, _, _) = await _cluster.RunAsync("support-bundle", "-o", _cluster.In("b.tar.gz"));

        Assert.Equal(ExitCode.NotWell, code);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_cluster.In("b.tar.gz")));
    }

    private async Task<Dictionary<string, string>> CollectAsync()
    {
        (int code, string output, string error) = await _cluster.RunAsync("support-bundle", "-o", _cluster.In("b.tar.gz"));
        Assert.True(code == ExitCode.Well, output + error);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var tar = new TarReader(new GZipStream(File.OpenRead(_cluster.In("b.tar.gz")), CompressionMode.Decompress));
        while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream!);
            files[entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]] = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        return files;
    }
}
