using MeshGate.Lab.Actions;
using MeshGate.Lab.Expectations;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Tests.Operations;

/// <summary>The keys of scenarios that operations have.</summary>
public sealed class OperationsKeyTests
{
    [Fact]
    public void Parse_ReadsOperations_WhenTheyAreWhole()
    {
        var steps = Parse("""
              - operations: { name: work, pings: 1, transfers: 2, lookups: 3, routeChanges: 4, atOnce: 5, size: 1KiB, patience: 9s }
              - expect: { operations: { name: work, failed: 1, p95: 2s, atOnce: 5 } }
            """).Steps;
        var spec = Assert.IsType<OperationsAction>(steps[0].Action).Spec;
        Assert.Equal((1, 2, 3, 4, 5, 1024, TimeSpan.FromSeconds(9)), (spec.Pings, spec.Transfers, spec.Lookups, spec.RouteChanges, spec.AtOnce, spec.TransferSize, spec.Patience));
        Assert.Equal(new OperationsExpectation("work", 1, TimeSpan.FromSeconds(2), 5), steps[1].Expectation);
    }

    [Theory]
    [InlineData("  - operations: { name: none }", "'operations' are 1 to 20000")]
    [InlineData("  - operations: { name: many, pings: 20000, lookups: 1 }", "'operations' are 1 to 20000")]
    [InlineData("  - operations: { name: x, pings: 1, atOnce: 501 }", "'atOnce'")]
    [InlineData("  - operations: { pings: 1 }", "needs 'name'")]
    [InlineData("  - operations: { name: x, pings: 1, size: 0 }", "a byte at least")]
    [InlineData("  - operations: { name: x, pings: 1 }\n  - operations: { name: x, pings: 1 }", "operations 'x' already")]
    [InlineData("  - expect: { operations: { name: x } }", "there is no operations 'x'")]
    [InlineData("  - repeat: { times: 2, steps: [{ operations: { name: x, pings: 1 } }] }", "cannot have repeat, load, attack or operations")]
    public void Parse_Refuses_WhenOperationsAreWrong(string steps, string reason) =>
        Assert.Contains(reason, Assert.Throws<ScenarioException>(() => Parse(steps)).Message, StringComparison.Ordinal);

    private static Scenario Parse(string steps) => ScenarioParser.Parse($"machines: {{ a: , b: }}\nsteps:\n{steps}", "test.yaml");
}
