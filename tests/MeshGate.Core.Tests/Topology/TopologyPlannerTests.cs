using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

public sealed class TopologyPlannerTests
{
    [Fact]
    public void Plan_MakesEveryNodeThePeerOfEveryOther_WhenAllAreInOrder()
    {
        MeshPlan plan = Mesh.Plan(Mesh.Nodes(6));
        Assert.All(plan.Nodes, node => Assert.Equal(VerdictReason.Accepted, node.Verdict.Reason));
        Assert.Equal(["node-000", "node-001", "node-003", "node-004", "node-005"], plan.MembersOf("node-002"));
    }

    [Fact]
    public void Plan_KeepsSilentNodes_AsPeers()
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(3);
        MeshPlan plan = Mesh.Plan(nodes[0], nodes[1] with { IsOnline = false }, nodes[2]);
        Assert.Equal(Mesh.Plan(nodes).Bytes(), plan.Bytes());
    }

    [Fact]
    public void Plan_GivesANodeWithoutKeyItsSettings_AndTellsItOfNobody()
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(3);
        MeshPlan plan = Mesh.Plan(nodes[0], nodes[1] with { PublicKey = null }, nodes[2]);
        Assert.Equal(VerdictReason.Pending, plan.Of("node-001").Verdict.Reason);
        Assert.Contains("public key", plan.Of("node-001").Verdict.Message, StringComparison.Ordinal);
        Assert.Empty(plan.MembersOf("node-001"));
        Assert.Empty(plan.Of("node-001").Assignment.Segment);
        Assert.False(plan.IsAnybodysPeer("node-001"));
    }

    [Fact]
    public void Plan_LeavesOutANode_WithoutAddressOrLeaving()
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(4);
        MeshPlan plan = Mesh.Plan(nodes[0] with { Addresses = [] }, nodes[1] with { IsLeaving = true }, nodes[2], nodes[3]);
        Assert.Equal(VerdictReason.Pending, plan.Of("node-000").Verdict.Reason);
        Assert.Equal(VerdictReason.Leaving, plan.Of("node-001").Verdict.Reason);
        Assert.Empty(plan.MembersOf("node-000"));
        Assert.Empty(plan.MembersOf("node-001"));
        Assert.Equal(["node-003"], plan.MembersOf("node-002"));
    }

    [Theory]
    [InlineData("100.96.0.300")]
    [InlineData("100.96.0.9/16")]
    [InlineData("192.0.2.1")]
    [InlineData("100.96.0.0")]
    [InlineData("100.96.255.255")]
    [InlineData("fd6d::")]
    [InlineData("100.96.0.9,100.96.0.10")]
    [InlineData("")]
    public void Plan_RefusesOneNode_WhenItsAddressIsInvalid(string addresses)
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(3);
        MeshPlan plan = Mesh.Plan(nodes[0], nodes[1] with { Addresses = [.. addresses.Split(',')] }, nodes[2]);
        Assert.Equal(VerdictReason.InvalidAddress, plan.Of("node-001").Verdict.Reason);
        Assert.Contains("spec.addresses", plan.Of("node-001").Verdict.Message, StringComparison.Ordinal);
        Assert.Equal(["node-002"], plan.MembersOf("node-000"));
        Assert.Empty(plan.MembersOf("node-001"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!=")]
    public void Plan_RefusesOneNode_WhenItsKeyIsInvalid(string key)
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(3);
        MeshPlan plan = Mesh.Plan(nodes[0], nodes[1] with { PublicKey = key }, nodes[2]);
        Assert.Equal(VerdictReason.InvalidPublicKey, plan.Of("node-001").Verdict.Reason);
        Assert.Equal(["node-002"], plan.MembersOf("node-000"));
    }

    [Fact]
    public void Plan_KeepsANodeAsPeer_WhenItsEndpointIsInvalid()
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(2);
        MeshPlan plan = Mesh.Plan(nodes[0], nodes[1] with { Endpoint = "203.0.113.1" });
        Assert.Equal(VerdictReason.InvalidEndpoint, plan.Of("node-001").Verdict.Reason);
        Assert.Equal(["node-001"], plan.MembersOf("node-000"));
        Assert.Equal(["node-000"], plan.MembersOf("node-001"));
    }

    [Fact]
    public void Plan_LetsTheOlderKeepAnAddress_WhenTwoClaimIt()
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(3);
        MeshPlan plan = Mesh.Plan(nodes[0], nodes[1], nodes[2] with { Addresses = nodes[1].Addresses });
        Assert.Equal(VerdictReason.AddressConflict, plan.Of("node-002").Verdict.Reason);
        Assert.Contains("node-001", plan.Of("node-002").Verdict.Message, StringComparison.Ordinal);
        Assert.False(plan.IsAnybodysPeer("node-002"));
        Assert.Equal(["node-001"], plan.MembersOf("node-000"));
    }

    [Fact]
    public void Plan_SeesAConflict_WhenAnAddressIsSpelledDifferently()
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(2);
        MeshPlan plan = Mesh.Plan(nodes[0] with { Addresses = ["fd6d::abcd"] }, nodes[1] with { Addresses = ["FD6D:0:0:0:0:0:0:ABCD"] });
        Assert.Equal(VerdictReason.AddressConflict, plan.Of("node-001").Verdict.Reason);
    }

    [Fact]
    public void Plan_LetsTheFirstHolderKeepAKey_WhenAnOlderNodeClaimsItLater()
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(4);
        MeshPlan before = Mesh.Plan(nodes);
        nodes[0] = nodes[0] with { PublicKey = nodes[3].PublicKey };
        MeshPlan after = Mesh.Replan(before, nodes);
        Assert.Equal(VerdictReason.PublicKeyConflict, after.Of("node-000").Verdict.Reason);
        Assert.Equal(VerdictReason.Accepted, after.Of("node-003").Verdict.Reason);
        Assert.Equal(VerdictReason.Accepted, Mesh.Plan(nodes).Of("node-000").Verdict.Reason);
    }

    [Fact]
    public void Plan_DoesNotBelieveOneForgedAssignment_AboutWhoHoldsAKey()
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(4);
        MeshPlan before = Mesh.Plan(nodes);
        NodePlan forger = before.Of("node-001");
        var forged = forger with { Assignment = forger.Assignment with { Members = [new("node-000", nodes[3].PublicKey!, nodes[0].Addresses), new("node-001", nodes[3].PublicKey!, [])] } };
        before = before with { Nodes = before.Nodes.Replace(forger, forged) };
        nodes[0] = nodes[0] with { PublicKey = nodes[3].PublicKey };
        Assert.Equal(VerdictReason.PublicKeyConflict, Mesh.Replan(before, nodes).Of("node-000").Verdict.Reason);
    }

    [Fact]
    public void Plan_HandsAnAddressOn_WhenItsHolderLeaves()
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(3);
        nodes[2] = nodes[2] with { Addresses = nodes[1].Addresses };
        MeshPlan before = Mesh.Plan(nodes);
        nodes[1] = nodes[1] with { IsLeaving = true };
        Assert.Equal(VerdictReason.Accepted, Mesh.Replan(before, nodes).Of("node-002").Verdict.Reason);
    }

    [Fact]
    public void Plan_GivesANewRevision_WhenASettingChanges()
    {
        MeshNodeSnapshot node = Mesh.Node(0);
        string before = Mesh.Plan(node).Nodes[0].Assignment.Revision;
        string after = Mesh.Plan(node with { Settings = node.Settings with { Mtu = 1280 } }).Nodes[0].Assignment.Revision;
        Assert.Matches("^[0-9a-f]{16}$", before);
        Assert.NotEqual(before, after);
    }
}
