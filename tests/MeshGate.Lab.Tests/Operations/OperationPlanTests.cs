using MeshGate.Lab.Operations;

namespace MeshGate.Lab.Tests.Operations;

public sealed class OperationPlanTests
{
    private static readonly string[] Machines = ["a", "b", "c", "d", "e"];

    [Fact]
    public void Of_ReachesEveryPairOnce_WhenThereAreAsManyPingsAsPairs()
    {
        var plan = OperationPlan.Of(new OperationSpec("all", 10, 0, 0, 0, 4), Machines);
        Assert.All(plan, operation => Assert.Equal(OperationKind.Ping, operation.Kind));
        Assert.Equal(10, plan.Select(operation => string.CompareOrdinal(operation.From, operation.To) < 0 ? (operation.From, operation.To) : (operation.To, operation.From)).Distinct().Count());
    }

    [Fact]
    public void Of_HasEachKindAsOftenAsWanted_WhenKindsAreMixed()
    {
        var spec = new OperationSpec("mixed", 12, 25, 3, 1, 100);
        var plan = OperationPlan.Of(spec, Machines);
        Assert.Equal(spec.Total, plan.Count);
        Assert.All(Enum.GetValues<OperationKind>(), kind => Assert.Equal(spec.Count(kind), plan.Count(operation => operation.Kind == kind)));
        Assert.True(plan.Take(20).Select(operation => operation.Kind).Distinct().Count() > 1);
        Assert.All(plan, operation => Assert.NotEqual(operation.From, operation.To));
    }

    [Fact]
    public void Of_StaysAmongThePairs_WhenTheyAreFewer()
    {
        var plan = OperationPlan.Of(new OperationSpec("few", 30, 30, 0, 0, 4) { Pairs = 3 }, Machines);
        Assert.Equal(60, plan.Count);
        Assert.Equal(3, plan.Select(operation => string.CompareOrdinal(operation.From, operation.To) < 0 ? (operation.From, operation.To) : (operation.To, operation.From)).Distinct().Count());
    }

    [Fact]
    public void Of_IsTheSame_WhenCalledAgain() =>
        Assert.Equal(OperationPlan.Of(new OperationSpec("x", 9, 9, 9, 9, 1), Machines), OperationPlan.Of(new OperationSpec("x", 9, 9, 9, 9, 1), Machines));

    [Fact]
    public void Of_Refuses_WhenThereIsNoPair() =>
        Assert.Throws<LabException>(() => OperationPlan.Of(new OperationSpec("x", 1, 0, 0, 0, 1), ["a"]));

    [Fact]
    public void Within_CountsTheTimeWaited_WhenOneFailed()
    {
        var operation = new PlannedOperation(OperationKind.Ping, "a", "b");
        var result = new OperationsResult(
            [.. Enumerable.Range(1, 19).Select(i => new OperationResult(operation, 0, TimeSpan.FromMilliseconds(i), null)), new OperationResult(operation, 0, TimeSpan.FromSeconds(20), "not done")], 4);
        Assert.Single(result.Failed);
        Assert.Equal(TimeSpan.FromMilliseconds(19), result.Within(0.95));
        Assert.Equal(TimeSpan.FromSeconds(20), result.Within(1));
    }
}
