namespace MeshGate.Core.Health;

/// <content>How long it waits for what.</content>
public sealed partial class HelloSession
{
    /// <summary>When the next conclusion is due.</summary>
    private TimeSpan JudgeAt()
    {
        TimeSpan ceiling = _provenAt + Settings.Ceiling;
        TimeSpan due = Verdict switch
        {
            HelloVerdict.Up or HelloVerdict.Lossy => _provenAt + (HelloTimers.Intervals * Pace()) + Slack(),
            HelloVerdict.Suspect => _suspectSince + ((HelloTimers.BurstLength - 1) * HelloTimers.BurstInterval) + AnswerTime(),
            _ => TimeSpan.MaxValue,
        };
        return Verdict is HelloVerdict.Up or HelloVerdict.Lossy or HelloVerdict.Suspect && ceiling < due ? ceiling : due;
    }

    /// <summary>The time between two proofs: that of the slower end.</summary>
    private TimeSpan Pace()
    {
        TimeSpan own = IsSlow ? HelloTimers.IdleInterval : Settings.ActiveInterval;
        return own > _peerInterval ? own : _peerInterval;
    }

    private TimeSpan Slack()
    {
        TimeSpan slack = 4 * _roundTrip.Variation;
        TimeSpan pace = Pace();
        TimeSpan least = pace < HelloTimers.IdleInterval ? HelloTimers.LeastSlack : HelloTimers.LeastIdleSlack;
        return slack < least ? least : slack < pace ? slack : pace;
    }

    private TimeSpan AnswerTime()
    {
        TimeSpan least = IsSlow ? HelloTimers.LeastIdleAnswerTime : _isMoved ? HelloTimers.LeastMoveTime : HelloTimers.LeastAnswerTime;
        return _roundTrip.Timeout > least ? _roundTrip.Timeout : least;
    }

    /// <summary>The time until the next hello; none is sent where the other end is to ask first.</summary>
    private TimeSpan Interval(TimeSpan now)
    {
        bool isSilent = now - _heardAt > HelloTimers.Patience;
        return (isSilent, _isControlling) switch
        {
            (true, false) => HelloTimers.Patience,
            (true, true) => HelloTimers.IdleInterval,
            _ => IsSlow ? HelloTimers.IdleInterval : Settings.ActiveInterval,
        };
    }

    // From when the last was due, not from when it went: a late look would gather all sessions on one point of the grid for good.
    private static TimeSpan OnGrid(TimeSpan due) => HelloTimers.IdleGrid * Math.Round(due / HelloTimers.IdleGrid);

    private static TimeSpan Later(TimeSpan one, TimeSpan limit) => one < limit ? one : limit;
}
