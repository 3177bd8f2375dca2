using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Tests.Traffic;

/// <summary>What is made of the times of packets.</summary>
public sealed class StreamStatisticsTests
{
    private static readonly TimeSpan Lost = TimeSpan.MinValue;

    [Fact]
    public void Judge_FindsNothing_WhenEverythingArrives()
    {
        var result = StreamStatistics.Judge(Milliseconds(0, 10, 20), Milliseconds(1, 11, 21), 0, TimeSpan.FromMilliseconds(10));
        Assert.Equal(new StreamStatistics(3, 3, 0, 0, TimeSpan.FromMilliseconds(10)), result);
    }

    [Fact]
    public void Judge_MeasuresTheGap_WhenPacketsAreLost()
    {
        TimeSpan[] received = [Ms(1), Lost, Lost, Ms(31)];
        var result = StreamStatistics.Judge(Milliseconds(0, 10, 20, 30), received, 1, Ms(10));
        Assert.Equal(new StreamStatistics(4, 2, 2, 1, Ms(30)) { LossyFor = Ms(20) }, result);
    }

    [Theory]
    [InlineData(new int[0], 0)]
    [InlineData(new[] { 50 }, 10)]
    [InlineData(new[] { 50, 52, 70, 140 }, 910)]
    [InlineData(new[] { 50, 399 }, 10)]
    [InlineData(new[] { 350 }, 490)]
    public void Judge_FindsTheFirstSecondWithoutLoss(int[] lost, int milliseconds)
    {
        TimeSpan[] sent = [.. Enumerable.Range(0, 400).Select(i => Ms(10 * i))];
        TimeSpan[] received = [.. sent.Select((at, i) => lost.Contains(i) ? Lost : at + Ms(1))];

        Assert.Equal(Ms(milliseconds), StreamStatistics.Judge(sent, received, 0, Ms(10)).LossyFor);
    }

    [Fact]
    public void Judge_ExcusesTheSendersOwnLateness()
    {
        var result = StreamStatistics.Judge(Milliseconds(0, 10, 220), Milliseconds(1, 11, 221), 0, Ms(10));
        Assert.Equal(Ms(10), result.LongestGap);
    }

    [Fact]
    public void Judge_CountsSilenceAtTheEnd()
    {
        TimeSpan[] received = [Ms(1), Lost, Lost];
        Assert.Equal(Ms(20), StreamStatistics.Judge(Milliseconds(0, 10, 20), received, 0, Ms(10)).LongestGap);
        Assert.Equal(Ms(20), StreamStatistics.Judge(Milliseconds(0, 10, 20), [Lost, Lost, Lost], 0, Ms(10)).LongestGap);
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static TimeSpan[] Milliseconds(params double[] values) => [.. values.Select(Ms)];
}
