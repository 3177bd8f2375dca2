namespace MeshGate.NodeDaemon.Connections;

/// <summary>
/// How many sessions do not sleep on a machine that nobody can wake. It is believed to be one only when it was out of reach for a while: its NAT is measured meanwhile, and a relay
/// asked to tell it of peers. Its sessions then wake a few in each second; all of a large mesh's at once would be a storm for both ends.
/// </summary>
public sealed class AwakeHold
{
    /// <summary>Sessions that wake in each second.</summary>
    public const int EachSecond = 5;

    /// <summary>How long a machine is taken for one that can be woken although nothing shows it.</summary>
    public static readonly TimeSpan Hope = TimeSpan.FromSeconds(20);

    /// <summary>The same where there is a relay to register with, which takes this long where machine or relay are late.</summary>
    public static readonly TimeSpan HopeForRelay = TimeSpan.FromSeconds(60);

    private TimeSpan? _since;

    /// <summary>Counts them.</summary>
    /// <param name="canBeReached">Whether a peer reaches this machine unasked, or can have it told by a relay.</param>
    /// <param name="hasRelays">Whether there is a relay to register with.</param>
    /// <param name="peers">How many there are.</param>
    /// <param name="now">Monotonic time.</param>
    /// <returns>0 to <paramref name="peers"/>.</returns>
    public int Count(bool canBeReached, bool hasRelays, int peers, TimeSpan now)
    {
        _since = canBeReached ? null : _since ?? now;
        var late = now - _since - (hasRelays ? HopeForRelay : Hope);
        return late is { } beyond && beyond >= TimeSpan.Zero ? (int)Math.Min(EachSecond * (Math.Floor(beyond.TotalSeconds) + 1), peers) : 0;
    }
}
