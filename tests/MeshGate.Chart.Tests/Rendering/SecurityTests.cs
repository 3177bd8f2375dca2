using System.Text.Json.Nodes;

namespace MeshGate.Chart.Tests.Rendering;

/// <summary>No pod may do more than it must.</summary>
public sealed class SecurityTests
{
    /// <summary>Capabilities by workload; every other pod has none.</summary>
    private static readonly Dictionary<string, string[]> Added = new()
    {
        ["meshgate-noded"] = ["NET_ADMIN", "NET_RAW"],
        ["meshgate-wireguard-go"] = ["NET_ADMIN"],
    };

    public static TheoryData<string> Goldens => [.. Tree.GoldenNames];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Containers_AreConfined(string golden)
        => Assert.All(Pods(golden), item =>
        {
            var name = (string)item["metadata"]!["name"]!;
            var pod = item.PodSpec()!;
            Assert.Null(pod["hostPID"]);
            Assert.Null(pod["hostIPC"]);
            Assert.All(pod["containers"]!.AsArray(), container =>
            {
                var security = container!["securityContext"]!;
                Assert.False((bool)security["allowPrivilegeEscalation"]!);
                Assert.True((bool)security["readOnlyRootFilesystem"]!);
                Assert.Equal("RuntimeDefault", (string?)security["seccompProfile"]!["type"]);
                Assert.Null(security["privileged"]);
                Assert.Equal(["ALL"], security["capabilities"]!["drop"].Texts());
                Assert.Equal(Added.GetValueOrDefault(name, []), security["capabilities"]!["add"].Texts());
                Assert.NotNull(container["resources"]!["requests"]);
            });
        });

    /// <summary>What the daemon sees of its Node's files. A type other than these would keep its pod from starting where the Node has no TUN device.</summary>
    [Theory]
    [MemberData(nameof(Goldens))]
    public void Daemon_SeesItsStateAndTheDevicesOfTunnels_AndNoOtherFileOfItsNode(string golden)
        => Assert.All(Pods(golden).Where(item => (string)item["metadata"]!["name"]! == "meshgate-noded"), item =>
        {
            var pod = item.PodSpec()!;
            var mounts = pod["containers"]![0]!["volumeMounts"]!.AsArray();
            var state = (string)mounts.Single(mount => (string)mount!["name"]! == "state")!["mountPath"]!;
            Assert.All(pod["volumes"]!.AsArray(), volume => Assert.Equal("DirectoryOrCreate", (string?)volume!["hostPath"]!["type"]));
            Assert.Empty(pod["volumes"]!.AsArray().Select(volume => (string)volume!["hostPath"]!["path"]!).Except([state, "/dev/net", "/var/run/wireguard"]));
            Assert.Equal(("/dev/net", true), mounts.Where(mount => (string)mount!["name"]! == "tun").Select(mount => ((string)mount!["mountPath"]!, (bool)mount["readOnly"]!)).Single());
        });

    /// <summary>The operator's namespace is held to "restricted", which only pods like these may enter.</summary>
    [Theory]
    [MemberData(nameof(Goldens))]
    public void PodsBesideTheOperator_KeepTheStandardRestricted(string golden)
    {
        var objects = Tree.Golden(golden);
        var home = (string)objects.Single(item => item.Kind() == "Deployment")["metadata"]!["namespace"]!;
        Assert.All(Pods(golden).Where(item => (string)item["metadata"]!["namespace"]! == home), item =>
        {
            var pod = item.PodSpec()!;
            Assert.True((bool)pod["securityContext"]!["runAsNonRoot"]!);
            Assert.NotEqual(0L, (long)pod["securityContext"]!["runAsUser"]!);
            Assert.Null(pod["hostNetwork"]);
            Assert.Null(pod["volumes"]);
            Assert.All(pod["containers"]!.AsArray().SelectMany(container => container!["ports"] as JsonArray ?? []), port => Assert.Null(port!["hostPort"]));
        });
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void OnlyOperatorDaemonAndTest_HaveATokenOfTheirOwn(string golden)
        => Assert.All(Pods(golden), item =>
        {
            var pod = item.PodSpec()!;
            Assert.True(
                (string?)pod["serviceAccountName"] is "meshgate-operator" or "meshgate-noded" or "meshgate-test" || pod["automountServiceAccountToken"]?.GetValue<bool>() == false,
                item.Identity());
        });

    [Theory]
    [InlineData("default", "meshgate-nodes:privileged")]
    [InlineData("minimal")]
    [InlineData("maximal", "mesh-control:restricted", "mesh-nodes:privileged")]
    public void Namespaces_AreLabelled_ForThePodsInThem(string golden, params string[] wanted)
        => Assert.Equal(wanted, Tree.Golden(golden).Where(item => item.Kind() == "Namespace")
            .Select(item => $"{item["metadata"]!["name"]}:{item["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]}").Order(StringComparer.Ordinal));

    private static IEnumerable<JsonObject> Pods(string golden) => Tree.Golden(golden).Where(item => item.PodSpec() is not null);
}
