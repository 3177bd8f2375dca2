namespace MeshGate.Lab.Links;

/// <summary>
/// The arithmetic of one direction of a link. A packet first waits until the line is free and has taken it at the line's rate, then is on
/// the way for the delay plus the jitter.
/// </summary>
internal sealed class LinkShaper(Random random)
{
    /// <summary>How long a packet waits at most for a line that is busy; one that would wait longer is refused.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private LinkSpec _spec = new();
    private JitterWalk _walk = new(TimeSpan.Zero, random);
    private TimeSpan _lineFree;
    private TimeSpan _lastArrival;

    /// <summary>Other values from now on. What is on the way already is not overtaken, unless packets may overtake each other.</summary>
    internal void Apply(LinkSpec spec)
    {
        if (spec.Jitter != _spec.Jitter)
        {
            _walk = new JitterWalk(spec.Jitter, random);
        }

        if (spec.Rate != _spec.Rate)
        {
            _lineFree = TimeSpan.Zero;
        }

        _spec = spec;
    }

    /// <summary>Says what becomes of a packet.</summary>
    /// <param name="now">When it enters; never before the last one.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="arrival">When it comes out, where it does.</param>
    internal LinkVerdict Admit(TimeSpan now, int length, out TimeSpan arrival)
    {
        arrival = now;
        var leaves = now;
        if (_spec.Rate is { } rate)
        {
            var start = _lineFree > now ? _lineFree : now;
            if (start - now > LongestWait)
            {
                return LinkVerdict.Refuse;
            }

            leaves = _lineFree = start + TimeSpan.FromTicks(length * 8L * TimeSpan.TicksPerSecond / rate);
        }

        if (_spec.Loss > 0 && random.NextDouble() * 100 < _spec.Loss)
        {
            return LinkVerdict.Lose;
        }

        arrival = leaves + _spec.Delay;
        if (_spec.Reorder)
        {
            arrival += _spec.Jitter * ((2 * random.NextDouble()) - 1);
            return LinkVerdict.Deliver;
        }

        if (_spec.Jitter > TimeSpan.Zero)
        {
            arrival += _walk.At(leaves);
        }

        arrival = _lastArrival = arrival > _lastArrival ? arrival : _lastArrival;
        return LinkVerdict.Deliver;
    }
}
