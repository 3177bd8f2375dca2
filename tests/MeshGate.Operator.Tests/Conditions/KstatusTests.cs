using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Heartbeats;
using MeshGate.Operator.Routes;
using MeshGate.Operator.Status;
using MeshGate.Operator.Topology;
using k8s.Models;

namespace MeshGate.Operator.Tests.Conditions;

public sealed class KstatusTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Verdict, revision applied, revision that stands, whether it was ready, whether it is overdue; and what comes of it.</summary>
    public static TheoryData<VerdictReason, string?, string?, bool, bool, string> NodeCases => new()
    {
        { VerdictReason.Accepted, "new", "new", false, false, "Current" },
        { VerdictReason.Accepted, "old", "old", false, false, "Current" },
        { VerdictReason.Accepted, "old", "new", true, false, "Current" },
        { VerdictReason.Accepted, "old", "new", true, true, "InProgress" },
        { VerdictReason.Accepted, "old", "new", false, false, "InProgress" },
        { VerdictReason.Accepted, null, "new", true, false, "InProgress" },
        { VerdictReason.Accepted, null, null, false, false, "InProgress" },
        { VerdictReason.Pending, null, null, false, false, "InProgress" },
        { VerdictReason.Pending, "new", "new", true, false, "InProgress" },
        { VerdictReason.Leaving, "new", "new", true, false, "InProgress" },
        { VerdictReason.AddressesExhausted, null, null, false, false, "Failed" },
        { VerdictReason.InvalidAddress, "new", "new", true, false, "Failed" },
        { VerdictReason.InvalidPublicKey, "new", "new", true, false, "Failed" },
        { VerdictReason.InvalidEndpoint, "new", "new", true, false, "Failed" },
        { VerdictReason.InvalidSpec, "new", "new", true, false, "Failed" },
        { VerdictReason.AddressConflict, "new", "new", true, false, "Failed" },
        { VerdictReason.PublicKeyConflict, "new", "new", true, true, "Failed" },
    };

    [Theory]
    [MemberData(nameof(NodeCases))]
    public void NodeStatus_IsReadByKstatus_AsItIsMeant(VerdictReason verdict, string? applied, string? standing, bool wasReady, bool isOverdue, string kstatus)
    {
        MeshNodeStatus current = new()
        {
            Agent = new MeshNodeAgent { AppliedRevision = applied },
            Assignment = standing is null ? null : new MeshNodeAssignment { Revision = standing },
            Conditions = [ConditionList.Of("Ready", wasReady, wasReady ? "Accepted" : "Pending", string.Empty)],
        };
        MeshNodeStatus wanted = NodeStatus.Wanted(Planned(verdict), current, isOverdue, Now);
        Assert.Equal(kstatus, KstatusReader.Read(7, wanted.ObservedGeneration, wanted.Conditions));
        Assert.Equal("InProgress", KstatusReader.Read(8, wanted.ObservedGeneration, wanted.Conditions));
        AssertConsistent(wanted.Conditions!, generation: 7);
    }

    [Fact]
    public void NodeStatus_HasNoVerdict_ThatTheTableLeavesOut()
        => Assert.Equal(Enum.GetValues<VerdictReason>().Order(), NodeCases.Select(row => row.Data.Item1).Distinct().Order());

    [Theory]
    [InlineData(RouteVerdictReason.Accepted, "Current")]
    [InlineData(RouteVerdictReason.NodeNotFound, "InProgress")]
    [InlineData(RouteVerdictReason.InvalidSpec, "Failed")]
    [InlineData(RouteVerdictReason.NotARelay, "Failed")]
    [InlineData(RouteVerdictReason.NotAGateway, "Failed")]
    [InlineData(RouteVerdictReason.CidrNotAdvertised, "Failed")]
    [InlineData(RouteVerdictReason.CidrInMesh, "Failed")]
    [InlineData(RouteVerdictReason.RouteConflict, "Failed")]
    public void RouteStatus_IsReadByKstatus_AsItIsMeant_AndClaimsNoState(RouteVerdictReason reason, string kstatus)
    {
        var route = new MeshRoute { Metadata = new V1ObjectMeta { Name = "r", Generation = 3 } };
        var patch = RouteStatus.Patch(route.Status, RouteStatus.Wanted(route, new RouteVerdict("r", reason, []), null, null, Now))!["status"]!.AsObject();
        Assert.Equal(["conditions", "observedGeneration"], patch.Select(field => field.Key).Order(StringComparer.Ordinal));
        MeshRouteStatus status = System.Text.Json.JsonSerializer.Deserialize(patch, MeshGate.Kubernetes.Serialization.MeshGateJson.TypeInfo<MeshRouteStatus>())!;
        Assert.Equal(kstatus, KstatusReader.Read(3, status.ObservedGeneration, status.Conditions));
        AssertConsistent(status.Conditions!, generation: 3);
        route.Status = status;
        Assert.Null(RouteStatus.Patch(route.Status, RouteStatus.Wanted(route, new RouteVerdict("r", reason, []), null, null, Now.AddHours(1))));
    }

    [Fact]
    public void Message_IsCut_WhenItIsLongerThanTheSchemaTakes()
        => Assert.Equal(4096, ConditionList.Of("Ready", false, "Reason", new string('x', 5000)).Message.Length);

    private static void AssertConsistent(IReadOnlyList<Condition> conditions, long generation)
    {
        Assert.Distinct(conditions.Select(condition => condition.Type));
        Assert.All(conditions, condition => Assert.Equal(generation, condition.ObservedGeneration));
        Assert.All(conditions, condition => Assert.Matches("^[A-Z][A-Za-z]+$", condition.Reason));
        Assert.All(conditions, condition => Assert.NotNull(condition.LastTransitionTime));
        string[] abnormal = [.. conditions.Where(condition => condition is { Type: "Reconciling" or "Stalled", Status: "True" }).Select(condition => condition.Type)];
        Assert.Equal(ConditionList.Find(conditions, "Ready")!.Status == "True" ? 0 : 1, abnormal.Length);
    }

    private static PlannedNode Planned(VerdictReason verdict)
    {
        var assignment = new NodeAssignment("new", "segment-1", [], new NodeSettings());
        var plan = new NodePlan("a", new NodeVerdict(verdict, "Because."), assignment);
        return new PlannedNode(plan, AssignmentTranslator.ToEntity(assignment), "u", 7, Liveness.Online);
    }
}
