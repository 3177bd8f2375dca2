using MeshGate.Lab.Matrix;
using MeshGate.Traversal.Reachability;

namespace MeshGate.Lab.Tests.Matrix;

/// <summary>What counts as a mismatch, and what as too slow.</summary>
public sealed class MatrixResultTests
{
    [Theory]
    [InlineData(DirectPathOutlook.Possible, PathKind.Direct, true, null, null)]
    [InlineData(DirectPathOutlook.Possible, PathKind.Turn, true, "can be direct", "can be direct")]
    [InlineData(DirectPathOutlook.Possible, PathKind.None, false, "can be direct", "can be direct")]
    [InlineData(DirectPathOutlook.Possible, PathKind.Direct, false, "carries no traffic", "carries no traffic")]
    [InlineData(DirectPathOutlook.Impossible, PathKind.Relay, true, null, null)]
    [InlineData(DirectPathOutlook.Impossible, PathKind.Direct, true, "cannot be", "cannot be")]
    [InlineData(DirectPathOutlook.Impossible, PathKind.None, false, "no path at all", null)]
    [InlineData(DirectPathOutlook.Uncertain, PathKind.Direct, true, null, null)]
    public void Mismatch_IsNamed_WhenThePathIsNotAsTheNatsHaveIt(
        DirectPathOutlook outlook, PathKind path, bool talks, string? reason, string? reasonDirectOnly)
    {
        var pair = Pair(outlook, path, talks, null);
        Check(reason, pair.Mismatch(directOnly: false));
        Check(reasonDirectOnly, pair.Mismatch(directOnly: true));
    }

    [Fact]
    public void IsInTime_JudgesThe95thPercentile()
    {
        var quick = new PairTiming(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        var pairs = Enumerable.Repeat(Pair(DirectPathOutlook.Possible, PathKind.Direct, true, quick), 20).ToList();
        Assert.True(new MatrixResult(pairs, new MatrixBars()).Passed);
        pairs[0] = pairs[0] with { Timing = new PairTiming(null, null) };
        Assert.True(new MatrixResult(pairs, new MatrixBars()).IsInTime);
        pairs[1] = pairs[1] with { Timing = quick with { Direct = null } };
        Assert.False(new MatrixResult(pairs, new MatrixBars()).IsInTime);
    }

    private static void Check(string? reason, string? found)
    {
        if (reason is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(reason, found, StringComparison.Ordinal);
        }
    }

    private static PairResult Pair(DirectPathOutlook outlook, PathKind path, bool talks, PairTiming? timing) =>
        new("a", "b", "x", "y", new DirectPathVerdict(outlook, "because"), path, talks, timing, string.Empty);
}
