using k8s.Models;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Tests.Topology;

public sealed class AssignmentTranslatorTests
{
    private static readonly NodeAssignment Assignment = new("r1", "segment-1", [new("b", "key", ["100.96.0.2", "fd6d::2"])], new NodeSettings { NatTraversal = new() { StunServers = ["192.0.2.1:3478"] } });

    [Fact]
    public void ReadPlan_GivesBackTheMembers_ThatWereWritten()
    {
        MeshNode node = new() { Metadata = new V1ObjectMeta { Name = "a" }, Status = new MeshNodeStatus { Assignment = AssignmentTranslator.ToEntity(Assignment) } };
        MeshPlan plan = AssignmentTranslator.ReadPlan([node, new MeshNode { Metadata = new V1ObjectMeta { Name = "new" } }])!;
        Assert.Equal(Assignment.Members, Assert.Single(plan.Nodes).Assignment.Members);
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
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Members = [entity.Members[0] with { PublicKey = "other" }] }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Settings = entity.Settings with { KeepAliveInterval = "1s" } }));
        Assert.False(AssignmentTranslator.AreEqual(entity, entity with { Settings = entity.Settings with { PortMapping = false } }));
    }
}
