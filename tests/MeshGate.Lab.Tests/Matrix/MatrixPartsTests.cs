using MeshGate.Lab.Cluster;
using MeshGate.Lab.Matrix;
using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Matrix;

public sealed class MatrixPartsTests
{
    private readonly Scenario _whole = ScenarioParser.Load(Path.Combine(LabProgram.Tree, "lab", "matrix", "all.yaml"));

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(25)]
    public void EveryPairMeets_InAMeshThatIsSmallEnough(int atOnce)
    {
        var parts = MatrixParts.Of(_whole, atOnce);

        Assert.Equal(
            MeshView.Pairs(_whole.Machines.Select(machine => machine.Name)).Order(),
            parts.SelectMany(part => MeshView.Pairs(part.Machines.Select(machine => machine.Name))).Distinct().Order());
        Assert.All(parts, part => Assert.InRange(part.Machines.Count(machine => machine.Roles.Count == 0), 1, atOnce));
        Assert.All(parts, part => Assert.Contains(part.Machines, machine => machine.Name == "relay1"));
    }

    [Fact]
    public void Sites_AreThoseOfTheMachines() => Assert.All(
        MatrixParts.Of(_whole, 6),
        part => Assert.Equal(part.Machines.Select(machine => machine.Site).OfType<string>().Distinct().Order(), part.Sites.Select(site => site.Name).Order()));

    [Fact]
    public void AMeshThatIsSmallEnough_StaysWhole() => Assert.Same(_whole, Assert.Single(MatrixParts.Of(_whole, 26)));
}
