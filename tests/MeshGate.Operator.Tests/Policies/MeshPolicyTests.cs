using k8s.Models;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Policies;

public sealed class MeshPolicyTests
{
    [Fact]
    public async Task Policy_ReachesTheNodesItSelects_AndSaysHowMany()
    {
        await using OperatorRig rig = await StartAsync();
        await CreateAsync(rig, "p", new MeshPolicySpec
        {
            NodeSelector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["name"] = "node-1" } },
            NatTraversal = new NatTraversalSettings { StunServers = ["192.0.2.1:3478"], KeepAliveInterval = "5s" },
        });
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-1")).Status.Assignment!.Settings.KeepAliveInterval == "5s", "the setting");
        Assert.Equal(["192.0.2.1:3478"], (await rig.NodeAsync("node-1")).Status.Assignment!.Settings.StunServers);
        Assert.Equal("25s", (await rig.NodeAsync("node-0")).Status.Assignment!.Settings.KeepAliveInterval);
        await rig.UntilAsync(async () => (await PolicyAsync(rig, "p")).Status?.MatchedNodes == 1, "one matched node");
        Assert.Equal("True", ConditionList.Find((await PolicyAsync(rig, "p")).Status.Conditions, ConditionTypes.Ready)!.Status);

        await rig.Api.DeleteAsync(Resources.MeshPolicies, NamespacedName.Cluster("p"), TestContext.Current.CancellationToken);
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-1")).Status.Assignment!.Settings.KeepAliveInterval == "25s", "the default");
    }

    [Fact]
    public async Task Policy_WithABadSetting_SaysWhich_AndAppliesTheRest()
    {
        await using OperatorRig rig = await StartAsync();
        await CreateAsync(rig, "p", new MeshPolicySpec
        {
            Heartbeat = new HeartbeatSettings { Timeout = "soon" },
            NatTraversal = new NatTraversalSettings { KeepAliveInterval = "5s" },
        });
        await rig.UntilAsync(async () => (await PolicyAsync(rig, "p")).Status?.Conditions is { Count: > 0 }, "a condition");
        Condition ready = ConditionList.Find((await PolicyAsync(rig, "p")).Status.Conditions, ConditionTypes.Ready)!;
        Assert.Equal(("False", "InvalidSetting"), (ready.Status, ready.Reason));
        Assert.Contains("spec.heartbeat.timeout", ready.Message, StringComparison.Ordinal);
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-0")).Status.Assignment!.Settings.KeepAliveInterval == "5s", "the setting");
    }

    [Fact]
    public async Task Policy_SaysThatItsFormIsNotInForce_WhileNoHubCanRelay()
    {
        await using OperatorRig rig = await StartAsync();
        await CreateAsync(rig, "p", new MeshPolicySpec { Topology = new TopologySettings { Type = TopologyType.HubSpoke } });
        await rig.UntilAsync(async () => ConditionList.Find((await PolicyAsync(rig, "p")).Status?.Conditions, ConditionTypes.TopologyInForce)?.Reason == "NoHubCanRelay", "the condition");
        Assert.Equal("False", ConditionList.Find((await PolicyAsync(rig, "p")).Status.Conditions, ConditionTypes.TopologyInForce)!.Status);
    }

    [Fact]
    public async Task Policy_WithABadSelector_AppliesToNobody()
    {
        await using OperatorRig rig = await StartAsync();
        await CreateAsync(rig, "p", new MeshPolicySpec
        {
            NodeSelector = new V1LabelSelector { MatchExpressions = [new V1LabelSelectorRequirement { Key = "name", OperatorProperty = "Like", Values = ["n"] }] },
            NatTraversal = new NatTraversalSettings { KeepAliveInterval = "5s" },
        });
        await rig.UntilAsync(async () => (await PolicyAsync(rig, "p")).Status?.Conditions is { Count: > 0 }, "a condition");
        MeshPolicy refused = await PolicyAsync(rig, "p");
        Assert.Equal("InvalidSelector", ConditionList.Find(refused.Status.Conditions, ConditionTypes.Ready)!.Reason);
        Assert.Equal("True", ConditionList.Find(refused.Status.Conditions, ConditionTypes.Stalled)!.Status);
        Assert.Equal("False", ConditionList.Find(refused.Status.Conditions, ConditionTypes.Reconciling)!.Status);
        await rig.SettleAsync();
        Assert.Equal("25s", (await rig.NodeAsync("node-0")).Status.Assignment!.Settings.KeepAliveInterval);
    }

    [Fact]
    public async Task Policy_TurnsNatTraversalOff_ByAskingNoServer()
    {
        await using OperatorRig rig = await StartAsync();
        await CreateAsync(rig, "p", new MeshPolicySpec { NatTraversal = new NatTraversalSettings { Enabled = false, StunServers = ["192.0.2.1:3478"], DiscoveryInterval = "1m" } });
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-0")).Status.Assignment!.Settings.DiscoveryInterval == "1m", "the setting");
        Assert.Empty((await rig.NodeAsync("node-0")).Status.Assignment!.Settings.StunServers);
        Assert.False((await rig.NodeAsync("node-0")).Status.Assignment!.Settings.PortMapping);
        Assert.Equal("25s", (await rig.NodeAsync("node-0")).Status.Assignment!.Settings.KeepAliveInterval);
    }

    [Fact]
    public async Task Policy_TurnsPortMappingOff_AndNothingElse()
    {
        await using OperatorRig rig = await StartAsync();
        Assert.True((await rig.NodeAsync("node-0")).Status.Assignment!.Settings.PortMapping);
        await CreateAsync(rig, "p", new MeshPolicySpec { NatTraversal = new NatTraversalSettings { PortMapping = false, StunServers = ["192.0.2.1:3478"] } });
        await rig.UntilAsync(async () => !(await rig.NodeAsync("node-0")).Status.Assignment!.Settings.PortMapping, "the setting");
        Assert.Equal(["192.0.2.1:3478"], (await rig.NodeAsync("node-0")).Status.Assignment!.Settings.StunServers);
    }

    [Fact]
    public async Task Policy_SaysWhoWins_WhenAnOlderOneOfItsPriorityGivesTheSameBlock()
    {
        await using OperatorRig rig = await StartAsync();
        await CreateAsync(rig, "older", new MeshPolicySpec { NatTraversal = new NatTraversalSettings { KeepAliveInterval = "5s" } });
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        await CreateAsync(rig, "younger", new MeshPolicySpec
        {
            Heartbeat = new HeartbeatSettings(),
            NatTraversal = new NatTraversalSettings { KeepAliveInterval = "7s" },
        });
        await rig.UntilAsync(async () => (await PolicyAsync(rig, "younger")).Status?.ConflictingNodes == 2, "a conflict");
        Condition conflict = ConditionList.Find((await PolicyAsync(rig, "younger")).Status.Conditions, ConditionTypes.Conflict)!;
        Assert.Equal(("True", "SamePriority"), (conflict.Status, conflict.Reason));
        Assert.StartsWith("MeshPolicy older has the same priority and wins spec.natTraversal on 2 nodes (node-0, node-1)", conflict.Message, StringComparison.Ordinal);
        Assert.Equal((2, 2), ((await PolicyAsync(rig, "younger")).Status.MatchedNodes, (await PolicyAsync(rig, "younger")).Status.AppliedNodes));
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-0")).Status.Assignment!.Settings.KeepAliveInterval == "5s", "the winner's setting");
        await rig.UntilAsync(async () => (await PolicyAsync(rig, "older")).Status?.MatchedNodes == 2, "the winner's status");
        Assert.Equal("False", ConditionList.Find((await PolicyAsync(rig, "older")).Status.Conditions, ConditionTypes.Conflict)!.Status);

        await rig.Api.DeleteAsync(Resources.MeshPolicies, NamespacedName.Cluster("older"), TestContext.Current.CancellationToken);
        await rig.UntilAsync(async () => (await PolicyAsync(rig, "younger")).Status?.ConflictingNodes == 0, "the conflict's end");
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-0")).Status.Assignment!.Settings.KeepAliveInterval == "7s", "the other's setting");
    }

    private static async Task<OperatorRig> StartAsync()
    {
        OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        return rig;
    }

    private static Task<MeshPolicy> CreateAsync(OperatorRig rig, string name, MeshPolicySpec spec)
        => rig.Api.CreateAsync(Resources.MeshPolicies, new MeshPolicy { Metadata = new V1ObjectMeta { Name = name }, Spec = spec }, TestContext.Current.CancellationToken);

    private static async Task<MeshPolicy> PolicyAsync(OperatorRig rig, string name)
        => (await rig.Api.GetAsync(Resources.MeshPolicies, NamespacedName.Cluster(name), TestContext.Current.CancellationToken))!;
}
