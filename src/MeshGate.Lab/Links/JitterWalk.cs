namespace MeshGate.Lab.Links;

/// <summary>
/// A delay that wanders: a straight line from one uniformly drawn value to the next, one every twice the jitter. No line falls faster
/// than time passes, so that whoever sets out later never comes in earlier.
/// </summary>
internal sealed class JitterWalk(TimeSpan jitter, Random random)
{
    private readonly long _period = Math.Max(1, 2 * jitter.Ticks);
    private long _segment = -1;
    private double _from;
    private double _to;

    /// <summary>By how much the delay differs at that moment, from minus to plus the jitter. Moments do not go back.</summary>
    internal TimeSpan At(TimeSpan now)
    {
        var segment = now.Ticks / _period;
        if (segment != _segment)
        {
            _from = segment == _segment + 1 && _segment >= 0 ? _to : Draw();
            _to = Draw();
            _segment = segment;
        }

        var share = now.Ticks % _period / (double)_period;
        return TimeSpan.FromTicks((long)((_from + ((_to - _from) * share)) * jitter.Ticks));
    }

    private double Draw() => (2 * random.NextDouble()) - 1;
}
