using k8s.Models;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Tests.Topology;

public sealed class AssignmentTranslatorTests
{
    private static readonly NodeAssignment Assignment = new("r1", "segment-1", [new("b", "key", ["100.96.0.2", "fd6d::2"])], new NodeSettings { NatTraversal = new() { StunServers = ["192.0.2.1:3478"] } })
    {
        Topology = TopologyType.HubSpoke,
        Role = TopologyRole.Hub,
        Relays = [new("c", "key2", ["100.96.0.3"])],
        Pinned = ["b"],
        Serves = new PlanRelayService(string.Empty, 40000, 40099),
    };

    [Fact]
    public void ReadPlan_GivesBackWhatTheNextPlanBuildsOn()
    {
        MeshNode node = new() { Metadata = new V1ObjectMeta { Name = "a" }, Status = new MeshNodeStatus { Assignment = AssignmentTranslator.ToEntity(Assignment) } };
        MeshPlan plan = AssignmentTranslator.ReadPlan([node, new MeshNode { Metadata = new V1ObjectMeta { Name = "new" } }])!;
        NodeAssignment read = Assert.Single(plan.Nodes).Assignment;
        Assert.Equal(Assignment.Members, read.Members);
        Assert.Equal(Assignment.Pinned, read.Pinned);
        Assert.Equal(Assignment.Relays, read.Relays);
        Assert.Equal(Assignment.Serves, read.Serves);
        Assert.Equal((Assignment.Segment, Assignment.Topology, Assignment.Role, Assignment.Revision), (read.Segment, read.Topology, read.Role, read.Revision));
        Assert.Null(AssignmentTranslator.ReadPlan([]));
    }

    [Fact]
    public void AreEqual_ComparesContent_NotOnlyTheRevision()
    {
        MeshNodeAssignment entity = AssignmentTranslator.ToEntity(Assignment);
        Assert.True(AssignmentTranslator.AreEqual(entity, AssignmentTranslator.ToEntity(Assignment)));
        Assert.False(AssignmentTranslator.AreEqual(entity, null));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Revision = "r2" }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Segment = "segment-2" }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Members = [] }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Role = TopologyRole.Member }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Topology = TopologyType.Tree }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Pinned = [] }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Serves = entity.Serves! with { Segments = ["segment-1"] } }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Members = [entity.Members[0] with { PublicKey = "other" }] }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Settings = entity.Settings with { KeepAliveInterval = "1s" } }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Settings = entity.Settings with { PortMapping = false } }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Settings = entity.Settings with { Connections = entity.Settings.Connections! with { MaxIdleTime = "1h" } } }));
    }

    [Fact]
    public void ToEntity_TellsHowManySessionsStayAwake()
    {
        var connections = new ConnectionsBlock { MaxConnections = 70, MinConnections = 5, MaxIdleTime = TimeSpan.FromMinutes(2), Reuse = false, MaxReuseCount = 7, RetryBackoffMultiplier = 1.5 };
        NodeAssignment told = Assignment with { Settings = Assignment.Settings with { Connections = connections } };

        Assert.Equal(
            new EffectiveConnections { MaxConnections = 70, MinConnections = 5, MaxIdleTime = "2m", HealthCheckInterval = "1m", Reuse = false, MaxReuseCount = 7, RetryBackoffMultiplier = 1.5 },
            AssignmentTranslator.ToEntity(told).Settings.Connections);
        Assert.NotEqual(AssignmentRevision.Of(Assignment), AssignmentRevision.Of(told));
    }

    [Fact]
    public void ToEntity_TellsHowOneOfSeveralIsChosen_AndWhatWaitsForWhat()
    {
        var balancer = new LoadBalancerBlock
        {
            Enabled = false, Strategy = LoadBalancingStrategy.Random, HealthCheckInterval = TimeSpan.FromSeconds(7), MaxRetries = 1, RetryTimeout = TimeSpan.FromSeconds(2),
            MaxConnectionsPerNode = 9, StickySessions = true, StickyTimeout = TimeSpan.FromSeconds(8), CircuitBreaker = false, CircuitBreakerThreshold = 4,
        };
        NodeAssignment told = Assignment with { Settings = Assignment.Settings with { LoadBalancer = balancer, Failover = new FailoverBlock { PriorityBasedRouting = false } } };
        EffectiveSettings settings = AssignmentTranslator.ToEntity(told).Settings;

        Assert.Equal(
            new EffectiveLoadBalancer
            {
                Enabled = false, Strategy = LoadBalancingStrategy.Random, HealthCheckInterval = "7s", MaxRetries = 1, RetryTimeout = "2s",
                MaxConnectionsPerNode = 9, StickySessions = true, StickyTimeout = "8s", CircuitBreaker = false, CircuitBreakerThreshold = 4,
            },
            settings.LoadBalancer);
        Assert.False(settings.Failover!.PriorityBasedRouting);
    }

    public static TheoryData<NodeSettings> Changes() =>
    [
        new NodeSettings { Failover = new() { PriorityBasedRouting = false } },
        new NodeSettings { LoadBalancer = new() { Enabled = false } },
        new NodeSettings { LoadBalancer = new() { Strategy = LoadBalancingStrategy.LeastLatency } },
        new NodeSettings { LoadBalancer = new() { HealthCheckInterval = TimeSpan.FromSeconds(1) } },
        new NodeSettings { LoadBalancer = new() { MaxRetries = 0 } },
        new NodeSettings { LoadBalancer = new() { RetryTimeout = TimeSpan.FromSeconds(1) } },
        new NodeSettings { LoadBalancer = new() { MaxConnectionsPerNode = 1 } },
        new NodeSettings { LoadBalancer = new() { StickySessions = true } },
        new NodeSettings { LoadBalancer = new() { StickyTimeout = TimeSpan.FromSeconds(1) } },
        new NodeSettings { LoadBalancer = new() { CircuitBreaker = false } },
        new NodeSettings { LoadBalancer = new() { CircuitBreakerThreshold = 1 } },
    ];

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Revision_IsAnother_WhenASettingIs(NodeSettings settings)
    {
        NodeAssignment before = Assignment with { Settings = new NodeSettings() };
        NodeAssignment after = Assignment with { Settings = settings };

        Assert.NotEqual(AssignmentRevision.Of(before), AssignmentRevision.Of(after));
        Assert.False(AssignmentTranslator.AreEqual(AssignmentTranslator.ToEntity(before), AssignmentTranslator.ToEntity(after)));
    }
}
