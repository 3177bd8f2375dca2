namespace MeshGate.NodeDaemon.Peers;

/// <summary>
/// Whether a session is in use, which is when its hellos are fast: after its last traffic for as long as it was used until then, three seconds at least and ten at most.
/// A conversation is watched through its pauses; a lone packet to each of a thousand peers does not cost two hundred hellos each.
/// </summary>
public sealed class SessionUse
{
    /// <summary>After a lone packet.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);

    /// <summary>After a long conversation.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private TimeSpan? _began;
    private TimeSpan _last;

    /// <summary>Takes a look at the session's counters.</summary>
    /// <param name="hasTraffic">Whether there was traffic since the look before.</param>
    /// <param name="now">Monotonic time.</param>
    /// <returns>Whether the session is in use.</returns>
    public bool Take(bool hasTraffic, TimeSpan now)
    {
        if (_began is { } began && now - _last >= TimeSpan.FromTicks(Math.Clamp((_last - began).Ticks, Shortest.Ticks, Longest.Ticks)))
        {
            _began = null;
        }

        if (hasTraffic)
        {
            _began ??= now;
            _last = now;
        }

        return _began is not null;
    }

    /// <summary>The session was not used so far.</summary>
    public void Forget() => _began = null;
}
