using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Tests.Machines;

public sealed class ProcessorPlanTests
{
    [Fact]
    public void Of_SpreadsTheRegionsOfALargeMesh()
    {
        var plan = new ProcessorPlan(Mesh(("a", 12), ("b", 8), ("c", 6), ("d", 5)), 2);
        Assert.Equal([0, 1, 1, 0], new[] { "a", "b", "c", "d" }.Select(plan.Of));
        Assert.Equal(["nice", "-n", "5", "taskset", "--cpu-list", "1", "x", "y"], plan.Place("b", ["x", "y"]));
        Assert.Equal(["x"], plan.Place(null, ["x"]));
    }

    [Fact]
    public void Of_LeavesTheChoiceToTheSystem_WhereThereIsNothingToGain()
    {
        Assert.Null(new ProcessorPlan(Mesh(("a", 10), ("b", 10)), 2).Of("a"));
        Assert.Null(new ProcessorPlan(Mesh(("a", 20), ("b", 20)), 1).Of("a"));
    }

    private static Scenario Mesh(params (string Region, int Machines)[] regions)
    {
        var lines = regions.SelectMany(region => Enumerable.Range(1, region.Machines).Select(number => $"  {region.Region}{number}: {{ region: {region.Region} }}"));
        return ScenarioParser.Parse($"regions:\n{string.Join('\n', regions.Select(region => $"  {region.Region}: {{ delay: 1ms }}"))}\nmachines:\n{string.Join('\n', lines)}\n", "mesh.yaml");
    }
}
