using MeshGate.Operator.Heartbeats;

namespace MeshGate.Operator.Tests.Heartbeats;

public sealed class LivenessTrackerTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly LivenessTracker _tracker = new(TimeSpan.Zero);

    [Fact]
    public void Judge_IsOnline_WithinATimeOutOfARenewal()
    {
        Observe(from: 0, to: 39, isConnected: true, 0);
        _tracker.Renewed("a", At(10));
        Assert.Equal(Liveness.Online, JudgeAt(39));
        Observe(from: 40, to: 40, isConnected: true, 0);
        Assert.Equal(Liveness.Missed, JudgeAt(40));
    }

    [Fact]
    public void Judge_SaysNothing_BeforeAFullTimeOutOfObservation()
    {
        _tracker.Exists("a");
        Observe(0, 29, isConnected: true, 0);
        Assert.Equal(Liveness.Unjudged, JudgeAt(29));
        Assert.Equal(Liveness.Missed, JudgeAt(30));
    }

    [Fact]
    public void Judge_TellsNodesThatNeverRenewed_FromThoseThatStopped()
    {
        Observe(0, 30, isConnected: true, 0);
        Assert.Equal(Liveness.NeverSeen, JudgeAt(30));
        _tracker.Exists("a");
        Assert.Equal(Liveness.Missed, JudgeAt(30));
        _tracker.Forget("a");
        Assert.Equal(Liveness.NeverSeen, JudgeAt(30));
    }

    [Fact]
    public void Judge_StartsAnew_AfterAnInterruption()
    {
        _tracker.Renewed("a", At(0));
        Observe(0, 100, isConnected: false, 1);
        Assert.Equal(Liveness.Unjudged, JudgeAt(100));
        Observe(101, 129, isConnected: true, 1);
        Assert.Equal(Liveness.Unjudged, JudgeAt(129));
        Assert.Equal(Liveness.Missed, JudgeAt(130));
    }

    [Fact]
    public void Judge_StartsAnew_WhenTheWatchBrokeAndCameBackBetweenTwoTicks()
    {
        _tracker.Renewed("a", At(0));
        Observe(0, 20, isConnected: true, 0);
        Observe(21, 50, isConnected: true, 1);
        Assert.Equal(Liveness.Unjudged, JudgeAt(50));
        Assert.Equal(Liveness.Missed, JudgeAt(51));
    }

    [Fact]
    public void Judge_StartsAnew_WhenTheObserverItselfStoodStill()
    {
        _tracker.Renewed("a", At(0));
        Observe(0, 10, isConnected: true, 0);
        Observe(600, 600, isConnected: true, 0);
        Assert.Equal(Liveness.Unjudged, JudgeAt(600));
    }

    [Fact]
    public void Judge_GivesANewNodeItsTimeOut()
    {
        Observe(0, 100, isConnected: true, 0);
        Assert.Equal(Liveness.Unjudged, _tracker.Judge("a", At(90), Timeout, At(100)));
        Assert.Equal(Liveness.NeverSeen, _tracker.Judge("a", At(70), Timeout, At(100)));
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);

    private Liveness JudgeAt(int seconds) => _tracker.Judge("a", TimeSpan.Zero, Timeout, At(seconds));

    private void Observe(int from, int to, bool isConnected, long interruptions)
    {
        for (int second = from; second <= to; second++)
        {
            _tracker.Tick(At(second), isConnected, interruptions);
        }
    }
}
