using System.Net;
using k8s.Models;
using MeshGate.Cli.Checking;
using MeshGate.Probing.Machines;

namespace MeshGate.Cli.Tests.Checking;

public sealed class JudgeTests
{
    private static readonly MachineFacts Machine = new()
    {
        Kernel = "6.1.0-56-cloud-amd64", HasWireGuard = true, HasTun = true, Uplink = "eth0", UplinkMtu = 1500, ForwardsIpv4 = true, ListenPort = 51820,
    };

    private static readonly IPNetwork[] Ranges = [IPNetwork.Parse("100.96.0.0/16")];

    [Fact]
    public void Machine_IsWell_WhenItHasEverything()
        => Assert.All(MachineJudge.Judge("m", Machine, 1380, true), finding => Assert.Equal(FindingLevel.Ok, finding.Level));

    public static TheoryData<MachineFacts, FindingLevel, string> Lacking => new()
    {
        { Machine with { HasWireGuard = false }, FindingLevel.Warning, "wireguard-go" },
        { Machine with { HasWireGuard = null, Kernel = "4.19.0" }, FindingLevel.Warning, "wireguard-go" },
        { Machine with { HasWireGuard = false, HasTun = false }, FindingLevel.Failed, "modules" },
        { Machine with { IsListenPortTaken = true }, FindingLevel.Failed, "noded.listenPort" },
        { Machine with { MeshInterface = "kernel" }, FindingLevel.Warning, "WireGuardReady" },
        { Machine with { UplinkMtu = 1400 }, FindingLevel.Failed, "1320" },
        { Machine with { Uplink = null, UplinkMtu = null }, FindingLevel.Warning, "IPv6" },
        { Machine with { ForwardsIpv4 = false }, FindingLevel.Failed, "ip_forward" },
        { Machine with { MissingPrograms = ["wg"] }, FindingLevel.Failed, "wireguard-tools" },
    };

    [Theory]
    [MemberData(nameof(Lacking))]
    public void Machine_HasOneFindingWithCureAndLink_WhenItLacksSomething(MachineFacts facts, FindingLevel level, string cure)
    {
        Finding finding = Assert.Single(MachineJudge.Judge("m", facts, 1380, true), finding => finding.Level != FindingLevel.Ok);

        Assert.Equal(level, finding.Level);
        Assert.Contains(cure, finding.Cure!, StringComparison.Ordinal);
        Assert.NotNull(finding.Link);
    }

    [Theory]
    [InlineData("v1.34.1", FindingLevel.Ok)]
    [InlineData("v1.30.2+k3s1", FindingLevel.Ok)]
    [InlineData("v1.29.0", FindingLevel.Warning)]
    [InlineData("v1.20.2", FindingLevel.Warning)]
    [InlineData("v1.19.16", FindingLevel.Failed)]
    [InlineData("v2.0.0", FindingLevel.Ok)]
    [InlineData("1.27+", FindingLevel.Warning)]
    [InlineData("nonsense", FindingLevel.Warning)]
    [InlineData(null, FindingLevel.Warning)]
    public void Version_IsJudged(string? version, FindingLevel expected) => Assert.Equal(expected, VersionJudge.Judge(version).Level);

    [Fact]
    public void Nodes_AreWell() => Assert.All(NodesJudge.Judge([Node("n1")], Ranges), finding => Assert.Equal(FindingLevel.Ok, finding.Level));

    [Fact]
    public void Nodes_Fail_WhenRangesOverlap()
    {
        V1Node node = Node("n1");
        node.Spec.PodCIDR = "100.96.4.0/24";

        Assert.Contains(NodesJudge.Judge([node], Ranges), finding => finding.Level == FindingLevel.Failed && finding.Message.Contains("100.96.4.0/24", StringComparison.Ordinal));
    }

    [Fact]
    public void Nodes_Warn_WhenThePodNetworkHasTheSamePort()
    {
        V1Node node = Node("n1");
        node.Metadata.Annotations = new Dictionary<string, string> { ["projectcalico.org/WireguardPublicKey"] = "k" };

        Assert.Contains(NodesJudge.Judge([node], Ranges), finding => finding.Level == FindingLevel.Warning && finding.Cure!.Contains("noded.listenPort", StringComparison.Ordinal));
    }

    [Fact]
    public void Nodes_Warn_WhenAKernelIsOldOrNobodyTakesPart()
    {
        V1Node node = Node("n1");
        node.Status.NodeInfo.KernelVersion = "4.18.0-553.el8";
        node.Metadata.Labels.Clear();

        Assert.Equal(2, NodesJudge.Judge([node], Ranges).Count(finding => finding.Level == FindingLevel.Warning));
    }

    [Fact]
    public void Mesh_NamesWhoIsNotReadyAndWhoHasNoPath()
    {
        Finding[] findings = [.. MeshJudge.Judge(SmallMesh.Nodes(), null)];

        Assert.Contains(findings, finding => finding.Level == FindingLevel.Failed && finding.Message.StartsWith("new is not ready", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Level == FindingLevel.Failed && finding.Cure?.StartsWith("meshgate explain", StringComparison.Ordinal) == true);
        Assert.Contains(findings, finding => finding.Level == FindingLevel.Warning && finding.Message.StartsWith("RelayReachable is false on relay2", StringComparison.Ordinal));
    }

    [Fact]
    public void Mesh_Warns_WhenVersionsDiffer()
    {
        var nodes = SmallMesh.Nodes();
        nodes[0].Status.Agent!.Version = "0.1.0";
        nodes[1].Status.Agent!.Version = "0.2.0";

        Assert.Contains(MeshJudge.Judge(nodes, "0.1.0"), finding => finding.Message.Contains("0.1.0, 0.2.0", StringComparison.Ordinal));
    }

    private static V1Node Node(string name) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["meshgate.io/mesh"] = "true" } },
        Spec = new V1NodeSpec { PodCIDR = "10.244.0.0/24" },
        Status = new V1NodeStatus
        {
            NodeInfo = new V1NodeSystemInfo { OperatingSystem = "linux", Architecture = "amd64", KernelVersion = "6.1.0" },
            Addresses = [new V1NodeAddress { Type = "InternalIP", Address = "192.0.2.1" }],
        },
    };
}
