using MeshGate.Core.Health;

namespace MeshGate.Core.Tests.Health;

public sealed class HelloSessionTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly HelloSession _a = new(1, isControlling: true, new HelloSettings(), TimeSpan.Zero) { IsActive = true };
    private readonly HelloSession _b = new(2, isControlling: false, new HelloSettings(), TimeSpan.Zero) { IsActive = true };
    private TimeSpan _now;
    private bool _there = true;
    private bool _back = true;
    private bool _bIsAlive = true;

    [Fact]
    public void Judge_SaysUp_WhenThePeerSaysThatItHearsUs()
    {
        Run(500);

        Assert.Equal((HelloVerdict.Up, HelloVerdict.Up), (_a.Verdict, _b.Verdict));
        Assert.Equal(1, _a.Quality.Score, 0.05);
        Assert.Equal(0, _a.Quality.Loss);
    }

    [Fact]
    public void Judge_SaysNothing_WhenThePeerNeverSentAHello()
    {
        _bIsAlive = false;
        Run(60_000);

        Assert.Equal(HelloVerdict.Unknown, _a.Verdict);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Judge_SaysSilentAtBothEnds_WhenOneDirectionStops(bool there, bool back)
    {
        Run(1000);
        (_there, _back) = (there, back);
        Run(400);

        Assert.Equal((HelloVerdict.Silent, HelloVerdict.Silent), (_a.Verdict, _b.Verdict));
    }

    [Fact]
    public void Judge_KeepsItsOpinion_WhenThisEndWasLateItself()
    {
        Run(1000);
        _now += TimeSpan.FromSeconds(2);

        Assert.Equal(HelloVerdict.Up, _a.Judge(_now, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void Send_KeepsItsPlaceInTheInterval_WhenOnceItWasLate()
    {
        var idle = new HelloSession(1, isControlling: true, new HelloSettings(), TimeSpan.FromSeconds(0.4));
        idle.Send(TimeSpan.FromSeconds(0.41));
        Assert.Equal(TimeSpan.FromSeconds(2.4), idle.NextDue);
        idle.Send(TimeSpan.FromSeconds(2.75));
        Assert.Equal(TimeSpan.FromSeconds(4.4), idle.NextDue);
        idle.Send(TimeSpan.FromSeconds(9.17));
        Assert.Equal(TimeSpan.FromSeconds(11.2), idle.NextDue);
    }

    [Fact]
    public void Judge_WaitsLongerThanTheSilenceOfTheOther_WhenTheSessionIsIdle()
    {
        (_a.IsActive, _b.IsActive) = (false, false);
        Run(5000);
        (_there, _back) = (false, false);
        Run(1900);

        Assert.Equal(HelloVerdict.Up, _a.Verdict);
        Run(3200);
        Assert.Equal(HelloVerdict.Silent, _a.Verdict);
    }

    [Fact]
    public void Judge_EndsAtTheCeiling_WhenAnAnswerWouldTakeLonger()
    {
        _a.Settings = new HelloSettings { ActiveInterval = TimeSpan.FromSeconds(5), Ceiling = TimeSpan.FromSeconds(6) };
        Run(20_000);
        (_there, _back) = (false, false);
        Run(7000);

        Assert.Equal(HelloVerdict.Silent, _a.Verdict);
    }

    [Fact]
    public void Judge_SaysUpAgain_WhenThePathReturns()
    {
        Run(1000);
        (_there, _back) = (false, false);
        Run(30_000);
        (_there, _back) = (true, true);
        Run(3000);

        Assert.Equal((HelloVerdict.Up, HelloVerdict.Up), (_a.Verdict, _b.Verdict));
    }

    [Fact]
    public void Send_KeepsQuiet_WhenTheControllingEndIsSilent()
    {
        Run(1000);
        (_there, _back) = (false, false);
        Run(15_000);
        int sent = 0;
        for (TimeSpan end = _now + TimeSpan.FromSeconds(20); _now < end; _now += Step)
        {
            sent += _b.IsDue(_now) && _b.Send(_now).Sequence > 0 ? 1 : 0;
        }

        Assert.InRange(sent, 0, 3);
    }

    [Fact]
    public void Moved_ProvesOnlyByWhatWasSentSince()
    {
        Run(1000);
        Hello late = _b.Send(_now);
        _a.Moved(1, TimeSpan.FromMilliseconds(20), _now);
        _a.Receive(late, _now);

        Assert.Equal((HelloVerdict.Suspect, 1), (_a.Verdict, _a.Move));
        Run(200);
        Assert.Equal(HelloVerdict.Up, _a.Verdict);
    }

    [Fact]
    public void Receive_StartsAnew_WhenThePeerWasRestarted()
    {
        Run(1000);
        var restarted = new Hello { Session = 3, Sequence = 1, Interval = TimeSpan.FromMilliseconds(100) };

        _a.Receive(restarted, _now);

        Assert.Equal(3u, _a.Send(_now).HeardSession);
        Assert.Equal(HelloVerdict.Up, _a.Verdict);
    }

    [Fact]
    public void Receive_AnswersAtOnce_WhenItIsAskedTo()
    {
        Run(1000);
        Hello hello = _b.Send(_now) with { IsPoll = true };

        Assert.True(_a.Receive(hello, _now));
        Assert.False(_a.Receive(hello with { Sequence = hello.Sequence + 1 }, _now));
    }

    [Fact]
    public void Session_AllocatesNothing_ForEachHello()
    {
        Run(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(10_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Run(int milliseconds)
    {
        for (TimeSpan end = _now + TimeSpan.FromMilliseconds(milliseconds); _now < end; _now += Step)
        {
            Turn(_a, _b, _there);
            if (_bIsAlive)
            {
                Turn(_b, _a, _back);
            }
        }
    }

    private void Turn(HelloSession from, HelloSession to, bool passes)
    {
        from.Judge(_now, TimeSpan.Zero);
        if (!from.IsDue(_now))
        {
            return;
        }

        Hello hello = from.Send(_now);
        if (passes && (to != _b || _bIsAlive) && to.Receive(hello, _now + TimeSpan.FromMilliseconds(1)))
        {
            Hello answer = to.Send(_now + TimeSpan.FromMilliseconds(1));
            if (to == _b ? _back : _there)
            {
                from.Receive(answer, _now + TimeSpan.FromMilliseconds(2));
            }
        }
    }
}
