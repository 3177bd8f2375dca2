using System.Collections.Frozen;
using FsCheck.Xunit;
using MeshGate.Lab.Api.Selecting;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Tests.Api.Selecting;

public sealed class LabelSelectorTests
{
    private static readonly FrozenDictionary<string, string> Labels =
        new Dictionary<string, string> { ["tier"] = "edge", ["example.com/zone"] = "a", ["empty"] = "", ["example.com/fd00-0000"] = "" }.ToFrozenDictionary();

    [Theory]
    [InlineData("", true)]
    [InlineData("tier=edge", true)]
    [InlineData(" tier == edge , example.com/zone in ( a , b ) ", true)]
    [InlineData("tier!=edge", false)]
    [InlineData("other!=edge", true)]
    [InlineData("other notin (x)", true)]
    [InlineData("tier notin (edge,core)", false)]
    [InlineData("tier in (core)", false)]
    [InlineData("tier", true)]
    [InlineData("!tier", false)]
    [InlineData("! other", true)]
    [InlineData("other", false)]
    [InlineData("empty=", true)]
    [InlineData("tier=", false)]
    [InlineData("example.com/fd00-0000", true)]
    [InlineData("example.com/100.96.0.1", false)]
    [InlineData("tier in (edge),!other,empty", true)]
    public void Matches_FollowsTheSelector(string selector, bool expected) => Assert.Equal(expected, LabelSelector.Parse(selector).Matches(Labels));

    [Theory]
    [InlineData("a=b=c")]
    [InlineData("a b")]
    [InlineData("a in b")]
    [InlineData("a in (b")]
    [InlineData(",a")]
    [InlineData("a,")]
    [InlineData("!")]
    [InlineData("-a=b")]
    [InlineData("a > 5")]
    public void Parse_IsBadRequest_WhenTheSelectorIsMalformed(string selector) =>
        Assert.Equal(400, Assert.Throws<ApiStatusException>(() => LabelSelector.Parse(selector)).Code);

    [Property]
    public void Parse_FailsInOneWayOnly(string? text)
    {
        try
        {
            LabelSelector.Parse(text);
        }
        catch (ApiStatusException)
        {
            // The one way.
        }
    }
}
