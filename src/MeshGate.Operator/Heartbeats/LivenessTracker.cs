namespace MeshGate.Operator.Heartbeats;

/// <summary>
/// Judges silence by the observer's own monotonic clock: what counts is when a renewal was observed, never the time written in
/// it. Where observation was interrupted, nobody is held for silent before one full time-out of unbroken observation has passed.
/// A function of the calls made to it; not safe for concurrent use.
/// </summary>
public sealed class LivenessTracker
{
    /// <summary>A gap between two calls of <see cref="Tick"/> beyond this means that the observer itself stood still.</summary>
    public static readonly TimeSpan LongestTickGap = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, TimeSpan> _renewals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private TimeSpan _observingSince;
    private TimeSpan _lastTick;
    private long _interruptions;

    /// <summary>Starts to observe.</summary>
    /// <param name="now">Monotonic time.</param>
    public LivenessTracker(TimeSpan now) => _observingSince = _lastTick = now;

    /// <summary>A Lease exists; nothing is known about when it was last renewed.</summary>
    public void Exists(string name) => _known.Add(name);

    /// <summary>A renewal was observed.</summary>
    public void Renewed(string name, TimeSpan now)
    {
        _known.Add(name);
        _renewals[name] = now;
    }

    /// <summary>Forgets a node whose Lease is gone.</summary>
    public void Forget(string name)
    {
        _known.Remove(name);
        _renewals.Remove(name);
    }

    /// <summary>Tells how observation fares; to be called about once a second and before each judgement.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <param name="isConnected">Whether the watch works.</param>
    /// <param name="interruptions">How often it was interrupted so far.</param>
    public void Tick(TimeSpan now, bool isConnected, long interruptions)
    {
        if (!isConnected || interruptions != _interruptions || now - _lastTick > LongestTickGap)
        {
            _observingSince = now;
        }

        _interruptions = interruptions;
        _lastTick = now;
    }

    /// <summary>Judges a node.</summary>
    /// <param name="name">The node.</param>
    /// <param name="watchedSince">When the node itself was first seen; a node that has just joined is given its time-out.</param>
    /// <param name="timeout">The silence that makes it offline.</param>
    /// <param name="now">Monotonic time.</param>
    public Liveness Judge(string name, TimeSpan watchedSince, TimeSpan timeout, TimeSpan now)
    {
        if (_renewals.TryGetValue(name, out TimeSpan renewed) && now - renewed < timeout)
        {
            return Liveness.Online;
        }

        TimeSpan since = _observingSince > watchedSince ? _observingSince : watchedSince;
        if (now - since < timeout)
        {
            return Liveness.Unjudged;
        }

        return _known.Contains(name) ? Liveness.Missed : Liveness.NeverSeen;
    }
}
