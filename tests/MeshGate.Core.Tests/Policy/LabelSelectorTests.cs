using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Policy;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["site"] = "home", ["tier"] = "edge" };

    [Theory]
    [InlineData("site", LabelOperator.In, "home,office", true)]
    [InlineData("site", LabelOperator.In, "office", false)]
    [InlineData("none", LabelOperator.In, "home", false)]
    [InlineData("site", LabelOperator.NotIn, "office", true)]
    [InlineData("site", LabelOperator.NotIn, "home", false)]
    [InlineData("none", LabelOperator.NotIn, "home", true)]
    [InlineData("site", LabelOperator.Exists, "", true)]
    [InlineData("none", LabelOperator.Exists, "", false)]
    [InlineData("site", LabelOperator.DoesNotExist, "", false)]
    [InlineData("none", LabelOperator.DoesNotExist, "", true)]
    public void Matches_FollowsTheOperator_ForOneRequirement(string key, LabelOperator op, string values, bool expected)
    {
        var selector = new LabelSelector([new(key, op, [.. values.Split(',', StringSplitOptions.RemoveEmptyEntries)])]);
        Assert.Equal(expected, selector.Matches(Labels));
    }

    [Fact]
    public void Matches_WantsAllRequirements_AndNoneMeansEveryNode()
    {
        var selector = new LabelSelector([new("site", LabelOperator.Exists, []), new("tier", LabelOperator.In, ["core"])]);
        Assert.False(selector.Matches(Labels));
        Assert.True(LabelSelector.Everything.Matches(Labels));
    }
}
