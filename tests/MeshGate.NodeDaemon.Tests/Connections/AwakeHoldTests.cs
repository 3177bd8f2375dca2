using MeshGate.NodeDaemon.Connections;

namespace MeshGate.NodeDaemon.Tests.Connections;

public sealed class AwakeHoldTests
{
    private readonly AwakeHold _hold = new();
    private int _waking;

    [Fact]
    public void WithinReach_HoldsNone() => Assert.Equal([0, 0, 0], Counts(true, false, 0, 100, 100_000));

    [Fact]
    public void OutOfReach_HoldsAFewMoreInEachSecond_UntilAllAreHeld()
        => Assert.Equal([0, 0, 5, 5, 10, 15, 18, 18], Counts(false, false, 0, 19.9, 20, 20.9, 21, 22, 23, 100_000));

    [Fact]
    public void OutOfReach_HoldsNoMore_WhileThoseItWokeAreNotUp()
    {
        Assert.Equal([0, 5], Counts(false, false, 0, 20));
        _waking = AwakeHold.AtOnce;
        Assert.Equal([5, 5], Counts(false, false, 21, 49));
        _waking = AwakeHold.AtOnce - 1;
        Assert.Equal([10, 10, 15], Counts(false, false, 49.5, 50, 50.5));
    }

    [Fact]
    public void OutOfReach_WaitsLongerForARelayThatItIsToRegisterWith() => Assert.Equal([0, 0, 5], Counts(false, true, 0, 59.9, 60));

    [Fact]
    public void OutOfReach_HopesAnew_WhenTheOrdersAreOthers_ButLetsNoneGoThatIsHeld()
    {
        _ = Counts(false, false, 0, 19);
        _hold.Reorder(TimeSpan.FromSeconds(19));
        Assert.Equal([0, 0, 5], Counts(false, false, 19, 38.9, 39));
        _hold.Reorder(TimeSpan.FromSeconds(40));
        Assert.Equal([10], Counts(false, false, 40));
    }

    [Fact]
    public void OutOfReach_HoldsSome_ThoughTheOrdersNeverComeToRest()
    {
        for (var second = 0; second < 80; second++)
        {
            Assert.Equal([0], Counts(false, false, second));
            _hold.Reorder(TimeSpan.FromSeconds(second));
        }

        Assert.Equal([5], Counts(false, false, 80));
    }

    [Fact]
    public void BackInReach_HoldsNone_AndHopesAnew()
    {
        _ = Counts(false, false, 0, 30);
        Assert.Equal([0], Counts(true, false, 31));
        Assert.Equal([0, 0, 5], Counts(false, false, 32, 51.9, 52));
    }

    private int[] Counts(bool canBeReached, bool hopesForRelay, params double[] seconds)
        => [.. seconds.Select(second => _hold.Count(canBeReached, hopesForRelay, 18, () => _waking, TimeSpan.FromSeconds(second)))];
}
