namespace MeshGate.Traversal.Ice;

/// <summary>The timers of a check list.</summary>
public static class CheckListTimers
{
    /// <summary>Between the first checks of two candidates (Ta of RFC 8445, section 14.2; shorter, as checks are few and small).</summary>
    public static readonly TimeSpan Pacing = TimeSpan.FromMilliseconds(20);

    /// <summary>From the first answer until the controlling end nominates, so that a better candidate may still answer.</summary>
    public static readonly TimeSpan NominationDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>A first answer that came later than this after the round began is nominated at once: a better path is moved to when it answers.</summary>
    public static readonly TimeSpan NominationPatience = TimeSpan.FromMilliseconds(300);

    /// <summary>From the first answer until the controlled end stops waiting to be told and takes its best.</summary>
    public static readonly TimeSpan UnnominatedDelay = TimeSpan.FromSeconds(1);

    /// <summary>Between two checks of the path in use, which also serve as consent (RFC 7675).</summary>
    public static readonly TimeSpan Consent = TimeSpan.FromSeconds(5);

    /// <summary>Between two checks of the path in use once one was not answered.</summary>
    public static readonly TimeSpan ConsentRetry = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two checks of the path of a session in use, and the least time until one of them is repeated.</summary>
    public static readonly TimeSpan UsedConsent = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two checks of the path of a session in use that hellos watch: those prove it ten times a second, checks only measure it.</summary>
    public static readonly TimeSpan WatchedConsent = TimeSpan.FromSeconds(5);

    /// <summary>The same for a session that is not in use, at most: its hellos come each second, and hold the NATs' mappings.</summary>
    public static readonly TimeSpan WatchedIdleConsent = TimeSpan.FromSeconds(30);

    /// <summary>The least time between two checks of a path in use of which one was not answered.</summary>
    public static readonly TimeSpan UsedRetry = TimeSpan.FromMilliseconds(100);

    /// <summary>This much too late for a check, one's own lateness is to blame for a missing answer.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(200);

    /// <summary>Unanswered checks of the path in use after which another that answers is taken at once, whatever its rank.</summary>
    public const int FalterLosses = 2;

    /// <summary>How old an answer may be that a change of path rests on.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>The most time between two attempts to get from a relay to a direct path.</summary>
    public static readonly TimeSpan SlowestUpgrade = TimeSpan.FromSeconds(60);

    /// <summary>Checks of each address in such an attempt, and of an address that turns up while there is a path.</summary>
    public const int Burst = 4;

    /// <summary>Unless a policy says otherwise: rounds after the first before a path counts as impossible for now.</summary>
    public const int Retries = 3;

    /// <summary>Unanswered checks after which the path in use is lost.</summary>
    public const int ConsentLosses = 4;

    /// <summary>How long one check may take to be answered.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>After this long without any answer the round has failed.</summary>
    public static readonly TimeSpan RoundTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The least time between two checks that one address of the peer's triggers.</summary>
    public static readonly TimeSpan TriggerInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest time between two checks of a candidate that never answers.</summary>
    public static readonly TimeSpan Slowest = TimeSpan.FromSeconds(30);

    /// <summary>The longest time between two reads of the candidates of a peer that does not answer.</summary>
    public static readonly TimeSpan SlowestRefresh = TimeSpan.FromSeconds(60);

    /// <summary>The longest time between two reads of the candidates of a peer that is reached by one path and no other.</summary>
    public static readonly TimeSpan SlowestSeek = TimeSpan.FromMinutes(5);

    /// <summary>The first reads of the candidates, closest where the peer tells of a path that it borrowed for want of a direct one.</summary>
    private static readonly TimeSpan[] FirstRefreshes = [Milliseconds(250), Milliseconds(150), Milliseconds(150), Milliseconds(200), Milliseconds(250)];

    /// <summary>At most this many candidates that the peer announced are checked.</summary>
    public const int MaxCandidates = 8;

    /// <summary>At most this many addresses are learned from the peer's own checks.</summary>
    public const int MaxPeerReflexive = 4;

    /// <summary>At most this many checks of one candidate are in flight.</summary>
    public const int MaxPending = 8;

    /// <summary>How long to wait after the given number of unanswered checks: 100 ms at first, doubling after the fourth.</summary>
    public static TimeSpan Retry(int unanswered)
    {
        var milliseconds = unanswered <= 4 ? 100 : 100 * Math.Pow(2, Math.Min(unanswered - 4, 20));
        return TimeSpan.FromMilliseconds(Math.Min(milliseconds, Slowest.TotalMilliseconds));
    }

    /// <summary>
    /// How long to wait for the given read of the candidates: often in the first second, in which a peer gets its TURN allocation and says
    /// so in its MeshNode alone; then doubling from 500 ms.
    /// </summary>
    public static TimeSpan Refresh(int refreshes)
        => refreshes < FirstRefreshes.Length ? FirstRefreshes[refreshes] : Doubling(Milliseconds(500), refreshes - FirstRefreshes.Length, SlowestRefresh);

    /// <summary>
    /// How long to wait for the given read of the candidates of a peer that has a path, and none to move to: doubling from 500 ms, or the
    /// longest time at once where no server is known that the peer could tell of.
    /// </summary>
    public static TimeSpan Seek(CheckListSettings settings, int refreshes)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.HasServers ? Doubling(Milliseconds(500), refreshes, SlowestSeek) : SlowestSeek;
    }

    /// <summary>How long to wait for the given attempt to get from a relay to a direct path: 1 s at first, doubling.</summary>
    public static TimeSpan Upgrade(int attempts) => Doubling(TimeSpan.FromSeconds(1), attempts, SlowestUpgrade);

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static TimeSpan Doubling(TimeSpan first, int times, TimeSpan slowest)
    {
        var wait = first * Math.Pow(2, Math.Min(times, 16));
        return wait < slowest ? wait : slowest;
    }
}
