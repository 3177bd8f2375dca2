namespace MeshGate.NodeDaemon.Connections;

/// <summary>
/// How many sessions do not sleep on a machine that nobody can wake. It is believed to be one only when it was out of reach for a while under the same orders: its NAT is measured
/// meanwhile, and a relay asked to tell it of peers. Its sessions then wake a few at a time, and the next not before these are up: all of a large mesh's at once, or more of them on
/// machines that are late already, would be a storm that keeps every relay from answering, and so itself alive.
/// </summary>
public sealed class AwakeHold
{
    /// <summary>Sessions that wake at once, and at most in each second.</summary>
    public const int AtOnce = 5;

    /// <summary>How long a machine is taken for one that can be woken although nothing shows it.</summary>
    public static readonly TimeSpan Hope = TimeSpan.FromSeconds(20);

    /// <summary>The same where there is a relay to register with, or may be soon: that takes this long where machine or relay are late.</summary>
    public static readonly TimeSpan HopeForRelay = TimeSpan.FromSeconds(60);

    /// <summary>How long a session that wakes is waited for: its peer may be gone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TimeSpan? _outSince;
    private TimeSpan _hopesSince;
    private TimeSpan _moreAt;
    private int _held;

    /// <summary>
    /// The orders are others: relays may be among them now, or on their way, and it hopes anew. What is held already stays so; and where orders never come to rest, as in a large mesh,
    /// they put it off by <see cref="HopeForRelay"/> and no more.
    /// </summary>
    public void Reorder(TimeSpan now)
    {
        if (_held == 0 && _outSince + HopeForRelay is { } last)
        {
            _hopesSince = now < last ? now : last;
        }
    }

    /// <summary>Counts them.</summary>
    /// <param name="canBeReached">Whether a peer reaches this machine unasked, or can have it told by a relay.</param>
    /// <param name="hopesForRelay">Whether there is a relay to register with, or the machine is so late that one may come yet.</param>
    /// <param name="peers">How many there are.</param>
    /// <param name="waking">How many sessions are on their way to be up, for less than <see cref="Patience"/>.</param>
    /// <param name="now">Monotonic time.</param>
    /// <returns>0 to <paramref name="peers"/>.</returns>
    public int Count(bool canBeReached, bool hopesForRelay, int peers, Func<int> waking, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(waking);
        if (canBeReached)
        {
            _outSince = null;
        }
        else if (_outSince is null)
        {
            (_outSince, _hopesSince) = (now, now);
        }

        if (canBeReached || now - _hopesSince < (hopesForRelay ? HopeForRelay : Hope))
        {
            _held = 0;
        }
        else if (_held < peers && now >= _moreAt && waking() < AtOnce)
        {
            _held += AtOnce;
            _moreAt = now + TimeSpan.FromSeconds(1);
        }

        return Math.Min(_held, peers);
    }
}
