using MeshGate.Core.Validation;

namespace MeshGate.Core.Tests.Validation;

public sealed class FindingTests
{
    private static readonly SchemaRule Rule = new("MeshNode", "spec.a.b", "must be good");

    [Fact]
    public void ToString_NamesFieldMessageAndValue_WhereThereAre()
    {
        Assert.Equal("spec.a.b: must be good", Rule.Broken().ToString());
        Assert.Equal("spec.a[3].b: must be good, not 'bad'", Rule.Broken("spec.a[3].b", "bad").ToString());
        Assert.Equal($"spec.a.b: must be good, not '{new string('x', 60)}…'", Rule.Broken(null, new string('x', 900)).ToString());
        Assert.Same(Rule, Rule.Broken(null, "x").Rule);
    }

    [Fact]
    public void Join_CountsWhatItLeavesOut_WhenThereIsMuch()
    {
        Assert.Empty(Finding.Join([]));
        Assert.Equal("spec.a.b: must be good.", Finding.Join([Rule.Broken()]));
        string text = Finding.Join(Enumerable.Repeat(Rule.Broken(), 12));
        Assert.EndsWith("must be good. And 2 more.", text, StringComparison.Ordinal);
    }
}
