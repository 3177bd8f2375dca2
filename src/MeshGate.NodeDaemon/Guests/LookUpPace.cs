namespace MeshGate.NodeDaemon.Guests;

/// <summary>How often something may be looked up: some at once, and then one each interval.</summary>
internal sealed class LookUpPace(int atOnce, TimeSpan interval)
{
    private TimeSpan _madeUpFor = TimeSpan.Zero;

    /// <summary>When the next may be.</summary>
    public TimeSpan NextAt => _madeUpFor - ((atOnce - 1) * interval);

    /// <summary>Takes one, if it may be now.</summary>
    public bool TryTake(TimeSpan now)
    {
        if (now < NextAt)
        {
            return false;
        }

        _madeUpFor = (_madeUpFor > now ? _madeUpFor : now) + interval;
        return true;
    }
}
