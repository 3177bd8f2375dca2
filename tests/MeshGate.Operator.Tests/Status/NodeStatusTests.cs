using System.Text.Json.Nodes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Heartbeats;
using MeshGate.Operator.Status;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Tests.Status;

public sealed class NodeStatusTests
{
    private static readonly DateTimeOffset Early = new(2026, 1, 1, 0, 0, 0, 123, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(VerdictReason.Accepted, "r1", "True", "Accepted", "False", "False")]
    [InlineData(VerdictReason.Accepted, "r0", "False", "Applying", "True", "False")]
    [InlineData(VerdictReason.Pending, null, "False", "Pending", "True", "False")]
    [InlineData(VerdictReason.Leaving, "r1", "False", "Leaving", "True", "False")]
    [InlineData(VerdictReason.AddressConflict, "r1", "False", "AddressConflict", "False", "True")]
    public void Wanted_SaysHowTheNodeStands(VerdictReason verdict, string? applied, string ready, string reason, string reconciling, string stalled)
    {
        MeshNodeStatus wanted = NodeStatus.Wanted(Planned(verdict), new MeshNodeStatus { Agent = new MeshNodeAgent { AppliedRevision = applied } }, false, Early);
        Assert.Equal((ready, reason), (Of(wanted, ConditionTypes.Ready).Status, Of(wanted, ConditionTypes.Ready).Reason));
        Assert.Equal(reconciling, Of(wanted, ConditionTypes.Reconciling).Status);
        Assert.Equal(stalled, Of(wanted, ConditionTypes.Stalled).Status);
        Assert.All(wanted.Conditions!, condition => Assert.Equal(7, condition.ObservedGeneration));
        Assert.All(wanted.Conditions!, condition => Assert.NotEmpty(condition.Reason));
        Assert.Null(wanted.Agent);
    }

    [Fact]
    public void Wanted_KeepsATransitionTime_WhileTheStatusStays()
    {
        MeshNodeStatus first = NodeStatus.Wanted(Planned(VerdictReason.Pending), null, false, Early);
        MeshNodeStatus second = NodeStatus.Wanted(Planned(VerdictReason.AddressConflict), first, false, Late);
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), Of(second, ConditionTypes.Ready).LastTransitionTime);
        Assert.Equal(Late.UtcDateTime, Of(second, ConditionTypes.Stalled).LastTransitionTime);
    }

    [Fact]
    public void Patch_IsNull_WhenNothingChanged()
    {
        MeshNodeStatus first = NodeStatus.Wanted(Planned(VerdictReason.Pending), null, false, Early);
        MeshNodeStatus again = NodeStatus.Wanted(Planned(VerdictReason.Pending), first, false, Late);
        Assert.Equal(StatusDifference.None, NodeStatus.Compare(first, again));
        Assert.Null(NodeStatus.Patch(first, again));
    }

    [Fact]
    public void Patch_LeavesOutTheAssignmentAndTheDaemonsPart_WhenOnlyConditionsChanged()
    {
        MeshNodeStatus first = NodeStatus.Wanted(Planned(VerdictReason.Accepted), null, false, Early) with { Agent = new MeshNodeAgent { AppliedRevision = "r1" } };
        MeshNodeStatus second = NodeStatus.Wanted(Planned(VerdictReason.Accepted), first, false, Late);
        JsonObject status = NodeStatus.Patch(first, second)!["status"]!.AsObject();
        Assert.Equal(["conditions"], status.Select(member => member.Key));
    }

    [Fact]
    public void Compare_FindsOnlyTheCount_WhenOnePathMoreIsFound()
    {
        MeshNodeStatus first = NodeStatus.Wanted(Planned(VerdictReason.Accepted), Reported(0), false, Early);
        MeshNodeStatus second = NodeStatus.Wanted(Planned(VerdictReason.Accepted), first with { Agent = Reported(1).Agent }, false, Late);
        MeshNodeStatus third = NodeStatus.Wanted(Planned(VerdictReason.Accepted), second with { Agent = Reported(2).Agent }, false, Late);
        Assert.Equal("1 of 2 peers have a path.", Of(second, ConditionTypes.DataPlaneReady).Message);
        Assert.Equal(StatusDifference.CountOnly, NodeStatus.Compare(first, second));
        Assert.Equal(StatusDifference.Matters, NodeStatus.Compare(second, third));
    }

    private static Condition Of(MeshNodeStatus status, string type) => ConditionList.Find(status.Conditions, type)!;

    private static MeshNodeStatus Reported(int reached) => new()
    {
        Agent = new MeshNodeAgent
        {
            AppliedRevision = "r1",
            Peers = [.. Enumerable.Range(0, 2).Select(number => new PeerSummary { Name = $"peer-{number}", Path = number < reached ? PeerPath.Direct : PeerPath.None })],
        },
    };

    private static PlannedNode Planned(VerdictReason verdict)
    {
        var assignment = new NodeAssignment("r1", "segment-1", [new("peer-0", "k0", ["100.96.0.2"]), new("peer-1", "k1", ["100.96.0.3"])], new NodeSettings());
        var plan = new NodePlan("a", new NodeVerdict(verdict, "Because."), assignment);
        return new PlannedNode(plan, AssignmentTranslator.ToEntity(assignment), "u", 7, Liveness.Online);
    }
}
