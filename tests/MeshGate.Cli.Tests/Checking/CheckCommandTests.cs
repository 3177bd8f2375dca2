using MeshGate.Cli.Checking;
using MeshGate.Cli.Tests.Clusters;

namespace MeshGate.Cli.Tests.Checking;

public sealed class CheckCommandTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();

    public ValueTask InitializeAsync()
    {
        _cluster.Answers["/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"] = """{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{},"status":{"allowed":true}}""";
        _cluster.Answers["/api/v1/nodes"] = Lists.Of("v1", "NodeList", ["""
            {"metadata":{"name":"n1","labels":{"meshgate.io/mesh":"true"}},"spec":{"podCIDR":"10.244.0.0/24"},
             "status":{"nodeInfo":{"kernelVersion":"6.1.0","architecture":"amd64","operatingSystem":"linux","bootID":"b","containerRuntimeVersion":"c","kubeProxyVersion":"k","kubeletVersion":"k","machineID":"m","osImage":"o","systemUUID":"s"}}}
            """]);
        _cluster.Answers["/apis/apps/v1/daemonsets"] = Lists.Of("apps/v1", "DaemonSetList", ["""{"metadata":{"name":"cilium"},"spec":{"selector":{},"template":{}}}"""]);
        foreach (string kind in new[] { "meshnodes", "meshroutes", "meshpolicies" })
        {
            _cluster.Answers[$"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{kind}.meshgate.io"] = $$"""
                {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"{{kind}}.meshgate.io"},
                 "spec":{"group":"meshgate.io","names":{"kind":"K","plural":"{{kind}}"},"scope":"Cluster","versions":[{"name":"v1alpha1","served":true,"storage":true}]},
                 "status":{"conditions":[{"type":"Established","status":"True"}]} }
                """;
        }

        _cluster.Answers["/apis/apps/v1/namespaces/meshgate-system/deployments/meshgate-operator"] = """
            {"metadata":{"name":"meshgate-operator","namespace":"meshgate-system"},"spec":{"replicas":2,"selector":{},"template":{"spec":{"containers":[{"name":"operator","image":"meshgate/operator:0.1.0"}]}}},"status":{"readyReplicas":2}}
            """;
        Daemons(1);
        _cluster.Answers["/apis/meshgate.io/v1alpha1/meshnodes"] = Lists.OfNodes([]);
        _cluster.Answers["/api/v1/namespaces/meshgate-nodes/pods"] = Lists.Of("v1", "PodList", [Lists.DaemonPod("n1")]);
        Machine(1500);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Check_IsWell_AndAsksEachMachine()
    {
        (int code, string output, string error) = await _cluster.RunAsync("check");

        Assert.True(code == ExitCode.Well, output + error);
        Assert.Contains("Machine n1", output, StringComparison.Ordinal);
        Assert.Contains("carries packets of 1500 bytes", output, StringComparison.Ordinal);
        Assert.Equal("meshgate-noded inspect --metrics=192.0.2.7:9586 --interface=meshgate0 --listen-port=51820", Assert.Single(_cluster.Ran));
    }

    [Fact]
    public async Task Check_Fails_WithCureAndLink_WhenAMachineLacksSomething()
    {
        Machine(1400);

        (int code, string output, _) = await _cluster.RunAsync("check", "-o", "json");

        Assert.Equal(ExitCode.NotWell, code);
        Assert.Contains("set mesh.mtu to 1320", output, StringComparison.Ordinal);
        Assert.Contains(Manual.Machine, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Fails_WhenADaemonIsNotReady()
    {
        Daemons(0);

        (int code, string output, _) = await _cluster.RunAsync("check");

        Assert.Equal(ExitCode.NotWell, code);
        Assert.Contains("0 of 1 daemons are ready", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SaysWhatIsMissing_WhenNothingIsInstalled()
    {
        _cluster.Answers.Clear();
        _cluster.Answers["/version"] = """{"major":"1","minor":"20","gitVersion":"v1.20.2"}""";
        _cluster.Answers["/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"] = """{"spec":{},"status":{"allowed":false}}""";
        _cluster.Answers["/api/v1/namespaces/meshgate-nodes/pods"] = Lists.Of("v1", "PodList", []);

        (int code, string output, string error) = await _cluster.RunAsync("check");

        Assert.True(code == ExitCode.NotWell, output + error);
        Assert.Contains("There is no sign of the operator", output, StringComparison.Ordinal);
        Assert.Contains("You may not create pods/exec in meshgate-nodes, which ping", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_BeforeInstalling_LooksAtRightsNodesAndPodNetwork()
    {
        (int code, string output, string error) = await _cluster.RunAsync("check", "--pre");

        Assert.True(code == ExitCode.Well, output + error);
        Assert.Contains("You may do what installing takes", output, StringComparison.Ordinal);
        Assert.Contains("Cilium", output, StringComparison.Ordinal);
        Assert.DoesNotContain(_cluster.Asked, asked => asked.Method != "GET" && !asked.Path.EndsWith("selfsubjectaccessreviews", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_BeforeInstalling_Fails_WhenARightIsLacking()
    {
        _cluster.Answers["/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"] = """{"spec":{},"status":{"allowed":false}}""";

        (int code, string output, _) = await _cluster.RunAsync("check", "--pre");

        Assert.Equal(ExitCode.NotWell, code);
        Assert.Contains("You may not create customresourcedefinitions.apiextensions.k8s.io", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfThisMachine_AsksNoCluster()
    {
        (int code, string output, _) = await _cluster.RunAsync("check", "--this-machine", "-o", "yaml");

        Assert.InRange(code, ExitCode.Well, ExitCode.NotWell);
        Assert.Contains("group: This machine", output, StringComparison.Ordinal);
        Assert.Empty(_cluster.Asked);
    }

    private void Daemons(int ready) => _cluster.Answers["/apis/apps/v1/namespaces/meshgate-nodes/daemonsets/meshgate-noded"] = $$"""
        {"metadata":{"name":"meshgate-noded","namespace":"meshgate-nodes"},"spec":{"selector":{},"template":{"spec":{"containers":[{"name":"noded","image":"meshgate/noded:0.1.0"}]} } },
         "status":{"desiredNumberScheduled":1,"numberReady":{{ready}},"updatedNumberScheduled":1,"currentNumberScheduled":1,"numberMisscheduled":0} }
        """;

    private void Machine(int mtu) => _cluster.Programs["meshgate-noded inspect"] = (0, $$"""
        {"machine":{"kernel":"6.1.0","hasTun":true,"meshInterface":"kernel","meshMtu":1380,"uplink":"eth0","uplinkMtu":{{mtu}},"forwardsIpv4":true,"forwardsIpv6":false,"listenPort":51820,"isListenPortTaken":true,"missingPrograms":[],"podNetworks":["Cilium"]},"status":null,"peers":null}
        """);
}
