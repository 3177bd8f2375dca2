using MeshGate.NodeDaemon.Health;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>Whether a session is in use: for ten seconds after what WireGuard counts last grew by more than hellos.</summary>
public sealed class SessionUse
{
    /// <summary>How long a session counts as in use after its last traffic.</summary>
    public static readonly TimeSpan UsedFor = TimeSpan.FromSeconds(10);

    /// <summary>What keepalives, or an initiation without answer, may add up to between two looks; more is traffic.</summary>
    public const long LeastTraffic = 250;

    private RisingCount _traffic = new(LeastTraffic);
    private TimeSpan? _usedAt;
    private long _hellos;
    private long _counted;

    /// <summary>
    /// Takes a look at the counters. On a machine that is late as many hellos again as were counted between the last looks may still wait at the socket. Taken for traffic they would
    /// make the session's hellos ten times as many, and the machine later.
    /// </summary>
    /// <param name="bytes">Received and sent so far.</param>
    /// <param name="hellos">How much of that are hellos, as far as they were counted.</param>
    /// <param name="isLate">Whether who counts hellos was late of late.</param>
    /// <param name="now">Monotonic time.</param>
    /// <returns>Whether the session is in use.</returns>
    public bool Take(long bytes, long hellos, bool isLate, TimeSpan now)
    {
        var (counted, before) = (Math.Max(0, hellos - _hellos), _counted);
        (_hellos, _counted) = (hellos, counted);
        if (_traffic.Take(bytes - hellos, isLate ? Math.Max(counted, before) : 0))
        {
            _usedAt = now;
        }

        return now - _usedAt < UsedFor;
    }

    /// <summary>The session was not used so far, and its hellos are counted anew.</summary>
    public void Forget()
    {
        _traffic = new RisingCount(LeastTraffic);
        (_usedAt, _hellos, _counted) = (null, 0, 0);
    }
}
