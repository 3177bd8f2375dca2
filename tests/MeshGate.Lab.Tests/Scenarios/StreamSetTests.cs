using MeshGate.Lab.Actions;
using MeshGate.Lab.Expectations;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Tests.Scenarios;

public sealed class StreamSetTests
{
    private const string Streams = "machines: { a: , b: }\nstreams: { s: { from: a, to: b }, t: { from: b, to: a }, u: { from: a, to: b } }\nsteps:\n";

    [Theory]
    [InlineData("s", "s", "start stream s")]
    [InlineData("[s, u]", "s u", "start streams s, u")]
    [InlineData("all", "s t u", "start streams all")]
    public void AStep_TakesOneStream_SeveralOrAll(string written, string names, string described)
    {
        var action = Assert.IsType<StreamAction>(Assert.Single(ScenarioParser.Parse($"{Streams}  - stream: {{ start: {written} }}", "s.yaml").Steps).Action);
        Assert.Equal(names.Split(' '), action.Streams.Names);
        Assert.Equal(described, action.Describe());
    }

    [Fact]
    public void AnExpectation_TakesAll()
    {
        var step = Assert.Single(ScenarioParser.Parse($"{Streams}  - expect: {{ longestGap: {{ stream: all, max: 1s }} }}", "s.yaml").Steps);
        var expected = Assert.IsType<LongestGapExpectation>(step.Expectation);
        Assert.Equal(["s", "t", "u"], expected.Streams.Names);
        Assert.Equal("longest gap of all ≤ 1s", expected.Describe());
    }
}
