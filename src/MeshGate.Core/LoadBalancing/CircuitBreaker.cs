namespace MeshGate.Core.LoadBalancing;

/// <summary>
/// A circuit breaker (Nygard, Release It!, 2007): failures in a row open it, after a pause one trial is let through, and the trial's
/// outcome closes it or opens it anew. Pure: the state and the time go in, the next state comes out.
/// </summary>
public static class CircuitBreaker
{
    /// <summary>The state after a failure.</summary>
    /// <param name="state">The one before.</param>
    /// <param name="threshold">The failures in a row that open it, 1 or more.</param>
    /// <param name="now">When it failed.</param>
    public static BreakerState Failed(BreakerState state, int threshold, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        int failures = state.Failures == int.MaxValue ? state.Failures : state.Failures + 1;

        // What fails while it is open was begun before: it tells nothing new, and must not put the trial off.
        return state.Phase switch
        {
            BreakerPhase.Open => state with { Failures = failures },
            BreakerPhase.HalfOpen => new BreakerState(BreakerPhase.Open, failures, now),
            _ => failures < threshold ? state with { Failures = failures } : new BreakerState(BreakerPhase.Open, failures, now),
        };
    }

    /// <summary>The state after a success: closed, whatever it was.</summary>
    public static BreakerState Succeeded() => default;

    /// <summary>The state once a trial was let through.</summary>
    /// <param name="state">The one before.</param>
    /// <param name="now">When the trial began.</param>
    public static BreakerState Trying(BreakerState state, TimeSpan now) => state with { Phase = BreakerPhase.HalfOpen, Since = now };

    /// <summary>When a trial may be let through, also in place of one whose outcome nobody told; null while the breaker is closed.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="pause">The time between two trials.</param>
    public static TimeSpan? TrialAt(BreakerState state, TimeSpan pause) => state.Phase == BreakerPhase.Closed ? null : state.Since + pause;
}
