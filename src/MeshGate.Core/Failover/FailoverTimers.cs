namespace MeshGate.Core.Failover;

/// <summary>The timers of a failover.</summary>
public static class FailoverTimers
{
    /// <summary>How long packets from a path that was left count as from the one in use: less than the shortest hold-down.</summary>
    public static readonly TimeSpan Pin = TimeSpan.FromSeconds(8);

    /// <summary>How long a failed path must answer before traffic returns to it, at first; doubled when it fails again soon.</summary>
    public static readonly TimeSpan ShortestHoldDown = TimeSpan.FromSeconds(10);

    /// <summary>Between two checks of a path that is not in use.</summary>
    public static readonly TimeSpan Standby = TimeSpan.FromSeconds(1);

    /// <summary>Without an answer for so long, a path that failed does not answer.</summary>
    public static readonly TimeSpan StandbySilence = TimeSpan.FromSeconds(2.5);

    /// <summary>The least time that a better path's answer is waited for, once a worse one has answered.</summary>
    public static readonly TimeSpan LeastAnswerTime = TimeSpan.FromMilliseconds(30);

    /// <summary>How long a move waits to be proven by a hello, if it is not disproven.</summary>
    public static readonly TimeSpan Proof = TimeSpan.FromSeconds(5);

    /// <summary>So long after a move the controlling end does not follow the peer's.</summary>
    public static readonly TimeSpan Precedence = TimeSpan.FromSeconds(1);

    /// <summary>How old an answer may be that following the peer rests on.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
}
