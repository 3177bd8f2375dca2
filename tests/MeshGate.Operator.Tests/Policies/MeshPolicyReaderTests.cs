using k8s.Models;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Policies;

namespace MeshGate.Operator.Tests.Policies;

public sealed class MeshPolicyReaderTests
{
    [Fact]
    public void Read_GivesDefaults_ForWhatABlockLeavesOpen()
    {
        PolicySnapshot policy = Read(new MeshPolicySpec
        {
            Heartbeat = new(),
            Topology = new(),
            Connections = new(),
            NatTraversal = new(),
            Failover = new(),
            LoadBalancer = new(),
        });
        Assert.Equal(PolicyVerdictReason.Accepted, policy.Reason);
        Assert.Equal(
            (new HeartbeatBlock(), new TopologyBlock(), new ConnectionsBlock(), new NatTraversalBlock(), new FailoverBlock(), new LoadBalancerBlock()),
            (policy.Heartbeat, policy.Topology, policy.Connections, policy.NatTraversal, policy.Failover, policy.LoadBalancer));
        Assert.Equal(PolicyBlock.None, Read(new MeshPolicySpec()).Blocks);
    }

    [Fact]
    public void Read_NamesEachBadSetting_AndTakesTheRest()
    {
        PolicySnapshot policy = Read(new MeshPolicySpec
        {
            Heartbeat = new() { Timeout = "1m" },
            NatTraversal = new()
            {
                KeepAliveInterval = "tomorrow",
                DiscoveryInterval = "2h",
                StunServers = ["stun.example.org:3478", "stun.example.org", "[2001:db8::1]:3478"],
                TurnServers = [new() { Address = "turn.example.org", SecretRef = new() { Name = "turn" } }],
                MaxRetries = 1000,
            },
        });
        Assert.Equal(PolicyVerdictReason.InvalidSetting, policy.Reason);
        Assert.Equal(
            [
                "spec.natTraversal.stunServers[1]: must be host:port (IPv6 in brackets, port 1 to 65535), not 'stun.example.org'",
                "spec.natTraversal.turnServers[0].address: must be host:port (IPv6 in brackets, port 1 to 65535), not 'turn.example.org'",
                "spec.natTraversal.discoveryInterval: must be a duration from 5s to 1h, not '2h'",
                "spec.natTraversal.keepAliveInterval: must be a duration from 1s to 5m, not 'tomorrow'",
                "spec.natTraversal.maxRetries: must be a number from 0 to 100, not '1000'",
            ],
            policy.Findings.Select(finding => finding.ToString()));
        Assert.Equal(TimeSpan.FromMinutes(1), policy.Heartbeat!.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(30), policy.NatTraversal!.DiscoveryInterval);
        Assert.Equal(["stun.example.org:3478", "[2001:db8::1]:3478"], policy.NatTraversal.StunServers);
        Assert.Empty(policy.NatTraversal.TurnServers);
    }

    [Fact]
    public void Read_UsesEightStunServersAtMost_AndSaysSo()
    {
        PolicySnapshot policy = Read(new MeshPolicySpec { NatTraversal = new() { StunServers = [.. Enumerable.Range(1, 9).Select(n => $"192.0.2.{n}:3478")] } });
        Assert.Equal(8, policy.NatTraversal!.StunServers.Length);
        Assert.Equal("spec.natTraversal.stunServers: only the first 8 of 9 are used. The other settings apply.", policy.Message);
    }

    [Fact]
    public void Read_SettlesContradictions_SoThatWhatAppliesIsFit()
    {
        PolicySnapshot policy = Read(new MeshPolicySpec
        {
            Topology = new() { Type = TopologyType.FullMesh, MaxNodesPerSegment = 500 },
            Connections = new() { MinConnections = 50, MaxConnections = 20 },
            Failover = new() { ActiveInterval = "5s", FailoverTimeout = "1s" },
        });
        Assert.Equal([PolicyRules.FullMeshSizeRule, PolicyRules.MinBelowMaxRule, PolicyRules.HellosWithinTimeoutRule], policy.Findings.Select(finding => finding.Rule));
        Assert.Equal((200, 20, TimeSpan.FromMilliseconds(100)), (policy.Topology!.MaxNodesPerSegment, policy.Connections!.MinConnections, policy.Failover!.ActiveInterval));
    }

    [Theory]
    [InlineData("Like", "spec.nodeSelector.matchExpressions[1].operator: must be In, NotIn, Exists or DoesNotExist, not 'Like'.")]
    [InlineData("In", "spec.nodeSelector.matchExpressions[1]: In and NotIn take at least one value, Exists and DoesNotExist none.")]
    public void Read_AppliesThePolicyToNobody_WhenTheSelectorCannotBeRead(string op, string message)
    {
        PolicySnapshot policy = Read(new MeshPolicySpec
        {
            NodeSelector = new V1LabelSelector { MatchExpressions = [new() { Key = "a", OperatorProperty = "Exists" }, new() { Key = "b", OperatorProperty = op }] },
        });
        Assert.Null(policy.Selector);
        Assert.Equal(PolicyVerdictReason.InvalidSelector, policy.Reason);
        Assert.StartsWith(message, policy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_StaysShort_WhenEverythingIsWrong()
    {
        string longText = new('x', 5000);
        PolicySnapshot policy = Read(new MeshPolicySpec
        {
            NatTraversal = new() { StunServers = [.. Enumerable.Repeat(longText, 20)], DiscoveryInterval = longText, KeepAliveInterval = longText, Timeout = longText },
            Failover = new() { ActiveInterval = longText, HealthCheckInterval = longText, FailoverTimeout = longText, RecoveryTimeout = longText },
        });
        Assert.InRange(policy.Message.Length, 100, 4096);
        Assert.Contains("And 6 more.", policy.Message, StringComparison.Ordinal);
    }

    private static PolicySnapshot Read(MeshPolicySpec spec) => MeshPolicyReader.Read(new MeshPolicy { Metadata = new V1ObjectMeta { Name = "p" }, Spec = spec });
}
