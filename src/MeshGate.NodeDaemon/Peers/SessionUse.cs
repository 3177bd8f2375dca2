using MeshGate.NodeDaemon.Health;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>
/// Whether a session is in use: for 3 to 10 seconds after what WireGuard counts last grew by more than hellos, longer the longer it has been used. Fast hellos cost most
/// where many sessions carry a packet or two.
/// </summary>
public sealed class SessionUse
{
    /// <summary>How long a session counts as in use after a first packet.</summary>
    public static readonly TimeSpan FirstUse = TimeSpan.FromSeconds(3);

    /// <summary>The longest that a session counts as in use after its last traffic, and what traffic may pause for and still be the same use.</summary>
    public static readonly TimeSpan LongestUse = TimeSpan.FromSeconds(10);

    /// <summary>A use shorter than this is a brief one: a packet and its answer may be seen in two looks, a second apart.</summary>
    public static readonly TimeSpan BriefUse = TimeSpan.FromMilliseconds(1500);

    /// <summary>What keepalives, or an initiation without answer, may add up to between two looks; more is traffic.</summary>
    public const long LeastTraffic = 250;

    private RisingCount _traffic = new(LeastTraffic);
    private HelloBacklog _backlog = new();
    private TimeSpan? _since;
    private TimeSpan _usedAt;

    /// <summary>Whether the session is in use, and has been for a moment only.</summary>
    public bool IsBrief { get; private set; }

    /// <summary>Takes a look at the counters.</summary>
    /// <param name="bytes">Received and sent so far.</param>
    /// <param name="hellos">How much of that are hellos, as far as they were counted.</param>
    /// <param name="isLate">Whether who counts hellos was late of late.</param>
    /// <param name="now">Monotonic time.</param>
    /// <returns>Whether the session is in use.</returns>
    public bool Take(long bytes, long hellos, bool isLate, TimeSpan now)
    {
        if (_traffic.Take(bytes - hellos, _backlog.Take(hellos, isLate)))
        {
            _since = now - _usedAt < LongestUse ? _since ?? now : now;
            _usedAt = now;
        }

        if (_since is not { } since)
        {
            return false;
        }

        var used = _usedAt - since;
        var isInUse = now - _usedAt < (used + FirstUse < LongestUse ? used + FirstUse : LongestUse);
        IsBrief = isInUse && used < BriefUse;
        return isInUse;
    }

    /// <summary>The session was not used so far, and its hellos are counted anew.</summary>
    public void Forget()
    {
        (_traffic, _backlog) = (new RisingCount(LeastTraffic), new HelloBacklog());
        (_since, IsBrief) = (null, false);
    }
}
