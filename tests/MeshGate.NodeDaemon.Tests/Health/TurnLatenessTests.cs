using MeshGate.NodeDaemon.Health;

namespace MeshGate.NodeDaemon.Tests.Health;

public sealed class TurnLatenessTests
{
    private readonly TurnLateness _lateness = new();

    [Fact]
    public void TurnsInTime_AreNotLate()
    {
        for (var at = 0; at <= 5000; at += 250)
        {
            _lateness.Turn(Milliseconds(at));
            Assert.False(_lateness.IsLate(Milliseconds(at + 250)));
        }
    }

    [Fact]
    public void AThreadThatDoesNotTurn_IsLate_BeforeItTurnsAgain()
    {
        _lateness.Turn(Milliseconds(100));
        Assert.False(_lateness.IsLate(Milliseconds(400)));
        Assert.True(_lateness.IsLate(Milliseconds(401)));
    }

    [Fact]
    public void ALateTurn_CountsForThreeSeconds()
    {
        _lateness.Turn(Milliseconds(100));
        for (var at = 500; at <= 3500; at += 200)
        {
            _lateness.Turn(Milliseconds(at));
            Assert.Equal(at < 3500, _lateness.IsLate(Milliseconds(at)));
        }
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
