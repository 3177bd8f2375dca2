using MeshGate.Core.Nodes;
using MeshGate.Core.Policy;
using MeshGate.Core.Routes;
using MeshGate.Core.Validation;
using MeshGate.Tests.BadObjects;

namespace MeshGate.Operator.Tests.BadObjects;

/// <summary>What the operator says of objects that an API server takes.</summary>
public sealed class OperatorRemarkTests
{
    public static TheoryData<string> Rules => [.. Of(Remark.Rule)];

    public static TheoryData<string> Verdicts => [.. Of(Remark.Verdict)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Check_SaysTheSameAsTheRule_AndNothingOfTheFixedObject(string name)
    {
        BadObject bad = Find(name);
        Finding finding = Assert.Single(Judgement.Findings(bad, bad.Spec), finding => (finding.Field, finding.Message) == (bad.Field, bad.Message));
        Assert.Equal(new SchemaRule(bad.Kind, bad.FieldWithoutPositions, bad.Message!), finding.Rule);
        Assert.Empty(Judgement.Findings(bad, bad.Fixed));
    }

    [Fact]
    public void Table_BreaksEveryRule_AtLeastOnce()
        => Assert.Equal(
            ((SchemaRule[])[.. NodeRules.All, .. PolicyRules.All, .. RouteRules.All]).Select(rule => rule.ToString()).Order(StringComparer.Ordinal),
            TableReader.Bad.Where(bad => bad.Expect == Remark.Rule)
                .Select(bad => new SchemaRule(bad.Kind, bad.FieldWithoutPositions, bad.Message!).ToString()).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Judge_GivesAReasonAndNamesTheField_WhenOnlyTheOperatorCanTell(string name)
    {
        BadObject bad = Find(name);
        (string reason, string message) = Judgement.Verdict(bad);
        Assert.Equal(bad.Reason, reason);
        Assert.Contains(bad.Field, message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1, 4096);
    }

    [Fact]
    public void Judge_AcceptsTheGoodObjects_BesideEveryBadOne()
    {
        foreach (BadObject bad in TableReader.Bad.Where(bad => bad.Expect != Remark.Schema).Prepend(null!))
        {
            Assert.All(Judgement.OfGoodObjects(bad), verdict => Assert.Equal("Accepted", verdict.Reason));
        }
    }

    private static IEnumerable<string> Of(Remark remark) => TableReader.Bad.Where(bad => bad.Expect == remark).Select(bad => bad.ToString());

    private static BadObject Find(string name) => TableReader.Bad.Single(item => item.ToString() == name);
}
