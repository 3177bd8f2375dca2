namespace MeshGate.Operator.Status;

/// <summary>
/// How long a daemon has left newer orders unapplied, by the operator's own monotonic clock. Every sign of progress and every
/// interruption of the watch starts the time anew. Not safe for concurrent use.
/// </summary>
public sealed class FollowingTracker
{
    /// <summary>The longest that a daemon may take to apply an assignment before its node is no longer held for ready.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private (string? Applied, long Interruptions)? _seen;
    private TimeSpan _since;

    /// <summary>The time left before the node is held for not ready; null if its daemon has applied what is ordered, zero or less if it is overdue.</summary>
    /// <param name="applied">The revision that the daemon reports.</param>
    /// <param name="ordered">The newest revision.</param>
    /// <param name="isConnected">Whether the daemon's reports arrive.</param>
    /// <param name="interruptions">How often the watch was interrupted so far.</param>
    /// <param name="now">Monotonic time.</param>
    public TimeSpan? Observe(string? applied, string ordered, bool isConnected, long interruptions, TimeSpan now)
    {
        if (applied == ordered)
        {
            _seen = null;
            return null;
        }

        if (!isConnected || _seen != (applied, interruptions))
        {
            _seen = (applied, interruptions);
            _since = now;
        }

        return Patience - (now - _since);
    }
}
