namespace MeshGate.Core.Connections;

/// <summary>The timers of a pool that no policy sets.</summary>
public static class PoolTimers
{
    /// <summary>How long a session counts as having traffic after it was last seen.</summary>
    public static readonly TimeSpan UsedFor = TimeSpan.FromSeconds(10);

    /// <summary>Traffic that follows the last within this time changes nothing.</summary>
    public static readonly TimeSpan UseGrain = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a session rests before its next packet is caught. WireGuard may send a keepalive 10 s after it last received, and begins a
    /// handshake 15 s after it last sent without an answer (KEEPALIVE_TIMEOUT, REKEY_TIMEOUT): caught, these would wake the session.
    /// </summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);

    /// <summary>Between the first two questions whether a session may sleep; doubled with each further one.</summary>
    public static readonly TimeSpan AskInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Questions after which a peer is taken for silent, 7.5 s after the first. One that is merely late must not be: it goes on sending, wakes the session again, and is later still.
    /// </summary>
    public const int MaxAsks = 4;

    /// <summary>Before the second attempt to wake a session; grows by the policy's factor with each further one.</summary>
    public static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);

    /// <summary>The longest time between two attempts, and how long a peer that was not reached is left alone.</summary>
    public static readonly TimeSpan Alone = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait after the given number of failed attempts.</summary>
    /// <param name="attempts">1 or more.</param>
    /// <param name="multiplier">1 or more.</param>
    public static TimeSpan Backoff(int attempts, double multiplier)
    {
        double factor = Math.Pow(multiplier, attempts - 1);
        return factor >= Alone / FirstBackoff ? Alone : FirstBackoff * factor;
    }
}
