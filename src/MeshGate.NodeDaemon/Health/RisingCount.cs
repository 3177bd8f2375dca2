namespace MeshGate.NodeDaemon.Health;

/// <summary>
/// Tells lasting growth from the difference of two counters that are not read at the same instant: what one has counted and the other
/// has not yet makes it rise and fall again.
/// </summary>
/// <param name="least">Growth up to this much means nothing.</param>
public sealed class RisingCount(long least)
{
    private readonly long[] _latest = new long[4];
    private long? _base;
    private int _taken;

    /// <summary>Takes the difference as it is now.</summary>
    /// <param name="difference">What one counter is ahead of the other.</param>
    /// <param name="underWay">What may be counted by one and not yet by the other, beyond what means nothing anyway; growth that lasts exceeds it in time.</param>
    /// <returns>Whether it rose since it last did; never at first.</returns>
    public bool Take(long difference, long underWay = 0)
    {
        _latest[_taken++ % _latest.Length] = difference;
        if (_base is null)
        {
            Array.Fill(_latest, difference);
            _base = difference;
        }

        // What is lost between the counters lowers the difference for good; only what stays low counts as that.
        var (low, high) = (_latest.Min(), _latest.Max());
        _base = Math.Min(_base.Value, high);
        if (high - _base <= least)
        {
            // It grew by less than means anything, and stood still since: kept, it would make the next such growth look like more.
            _base = Math.Max(_base.Value, low);
        }

        if (difference - _base <= least + underWay)
        {
            return false;
        }

        _base = difference;
        return true;
    }
}
