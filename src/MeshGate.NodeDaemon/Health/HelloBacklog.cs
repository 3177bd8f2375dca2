namespace MeshGate.NodeDaemon.Health;

/// <summary>
/// What hellos may still wait at the socket, uncounted. Of a thread that is on time nothing; of one that is late as many again as were counted between the last two looks. Taken for
/// traffic they would make the hellos ten times as many, and the machine later.
/// </summary>
public sealed class HelloBacklog
{
    private long _hellos;
    private long _counted;

    /// <summary>Takes a look at how many were counted.</summary>
    /// <param name="hellos">Packets or bytes of hellos counted so far; falling back to less counts as nothing.</param>
    /// <param name="isLate">Whether who counts them was late of late.</param>
    /// <returns>At most so much waits, in the unit of <paramref name="hellos"/>.</returns>
    public long Take(long hellos, bool isLate)
    {
        var (counted, before) = (Math.Max(0, hellos - _hellos), _counted);
        (_hellos, _counted) = (hellos, counted);
        return isLate ? Math.Max(counted, before) : 0;
    }
}
