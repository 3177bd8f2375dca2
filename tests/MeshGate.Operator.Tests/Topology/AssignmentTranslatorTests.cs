using k8s.Models;
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
}
