using MeshGate.NodeDaemon.Threads;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Threads;

public sealed class AlarmTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Sleep_Ends_WhenSomebodyRings()
    {
        var alarm = new Alarm(TimeProvider.System);
        var sleep = Task.Run(() => alarm.Sleep(TimeSpan.FromHours(1)), TestContext.Current.CancellationToken);
        alarm.Ring();
        await sleep.WaitAsync(Limit, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Sleep_EndsAtOnce_WhenSomebodyRangBefore_AndOnlyOnce()
    {
        var alarm = new Alarm(TimeProvider.System);
        alarm.Ring();
        alarm.Ring();
        alarm.Sleep(TimeSpan.FromHours(1));

        var before = TimeProvider.System.GetTimestamp();
        alarm.Sleep(TimeSpan.FromMilliseconds(20.5));
        Assert.InRange(TimeProvider.System.GetElapsedTime(before), TimeSpan.FromMilliseconds(20.5), Limit);
    }

    [Fact]
    public void IsWaiting_WhileSomebodySleeps_UntilTheMomentOfTheRing()
    {
        var alarm = new Alarm(TimeProvider.System);
        Assert.False(alarm.IsWaiting);
        var sleeper = new Thread(() => alarm.Sleep(TimeSpan.FromHours(1)));
        sleeper.Start();
        Assert.True(SpinWait.SpinUntil(() => alarm.IsWaiting, Limit));
        alarm.Ring();
        Assert.False(alarm.IsWaiting);
        Assert.True(sleeper.Join(Limit));
        Assert.False(alarm.IsWaiting);
    }

    [Fact]
    public async Task Sleep_EndsByItsOwnClock()
    {
        var time = new FakeTimeProvider();
        var alarm = new Alarm(time);
        var sleep = Task.Run(() => alarm.Sleep(TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);
        for (var i = 0; i < 1000 && !sleep.IsCompleted; i++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.True(sleep.IsCompleted);
    }
}
