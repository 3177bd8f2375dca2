using MeshGate.Lab.Expectations;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Tests.Machines;

public sealed class PaceTests
{
    private static readonly Pace Slow = new(10);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(10, 50)]
    public void Patience_GrowsWithTheFactor(int factor, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new Pace(factor).Patience(TimeSpan.FromSeconds(5)));

    [Fact]
    public void Excuses_IsTrue_WhenOnlyATimeIsAboveItsBound() =>
        Assert.True(Slow.Excuses(new ExpectationOutcome(false, "late", 900, 500, "ms") { IsOnlySlow = true }));

    [Fact]
    public void Excuses_IsFalse_WhenMoreThanATimeIsWrong() =>
        Assert.False(Slow.Excuses(new ExpectationOutcome(false, "3 lost", 3, 0, "packets")));

    [Fact]
    public void Excuses_IsFalse_WhenThereIsNothingToExcuse() =>
        Assert.False(Slow.Excuses(new ExpectationOutcome(true, "in time", 100, 500, "ms") { IsOnlySlow = true }));

    [Fact]
    public void Excuses_IsFalse_WhenTheMachineKeepsPace() =>
        Assert.False(Pace.Full.Excuses(new ExpectationOutcome(false, "late", 900, 500, "ms") { IsOnlySlow = true }));
}
