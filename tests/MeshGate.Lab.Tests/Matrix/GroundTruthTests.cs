using MeshGate.Lab.Matrix;
using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Tests.Support;
using MeshGate.Traversal.Reachability;

namespace MeshGate.Lab.Tests.Matrix;

/// <summary>What the matrix takes a scenario's machines for.</summary>
public sealed class GroundTruthTests
{
    private static readonly Scenario All = ScenarioParser.Load(Path.Combine(LabProgram.Tree, "lab", "matrix", "all.yaml"));

    [Theory]
    [InlineData("public1", "hard-a", true)]
    [InlineData("cone-a", "hard-a", true)]
    [InlineData("address-a", "hard-a", true)]
    [InlineData("port-a", "hard-a", false)]
    [InlineData("port-a", "port-b", true)]
    [InlineData("deep-a", "port-b", true)]
    [InlineData("hard-a", "hard-b", false)]
    [InlineData("home-a", "home-b", true)]
    [InlineData("guest-a", "guest-b", true)]
    [InlineData("hotel-a", "hotel-b", false)]
    [InlineData("hotel-a", "port-b", true)]
    [InlineData("closed-a", "public1", false)]
    [InlineData("closed-a", "closed-b", false)]
    [InlineData("six-a", "public1", false)]
    [InlineData("six-a", "six-b", true)]
    [InlineData("both-a", "hard-b", false)]
    [InlineData("both-a", "six-a", true)]
    [InlineData("both-a", "both-b", true)]
    public void Oracle_SaysWhetherAPairCanBeDirect_FromTheScenarioAlone(string a, string b, bool possible) => Assert.Equal(
        possible ? DirectPathOutlook.Possible : DirectPathOutlook.Impossible, DirectPath.Judge(Of(a), Of(b)).Outlook);

    [Fact]
    public void Kind_IsTheLabelOrTheNat()
    {
        var scenario = ScenarioParser.Parse(
            "sites: { s: { nat: double } }\nmachines: { a: , b: { site: s }, c: { site: s, labels: { kind: own } } }", "x.yaml");
        Assert.Equal(
            ["public", "PortRestricted+PortRestricted", "own"], scenario.Machines.Select(m => GroundTruth.Kind(scenario, m)));
    }

    [Fact]
    public void All_HasTwoMachinesOfEveryKindBehindANat() => Assert.All(
        All.Machines.Where(m => m.Site is not null).GroupBy(m => GroundTruth.Kind(All, m)), kind => Assert.Equal(2, kind.Count()));

    private static Standpoint Of(string name) => GroundTruth.Of(All, All.Machines.Single(m => m.Name == name));
}
