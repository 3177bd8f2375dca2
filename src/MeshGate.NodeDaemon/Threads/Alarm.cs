namespace MeshGate.NodeDaemon.Threads;

/// <summary>Lets one thread sleep until its time has come or somebody rings.</summary>
/// <param name="time">The clock. By the system's own the wait ends by itself; another one needs a timer.</param>
public sealed class Alarm(TimeProvider time)
{
    private readonly object _bell = new();
    private bool _hasRung;
    private volatile bool _isWaiting;

    /// <summary>Whether somebody sleeps whom nobody has woken yet.</summary>
    public bool IsWaiting => _isWaiting;

    /// <summary>Ends the sleep, or else the next one before it begins. Safe for concurrent use.</summary>
    public void Ring()
    {
        lock (_bell)
        {
            _hasRung = true;
            _isWaiting = false;
            Monitor.Pulse(_bell);
        }
    }

    /// <summary>Sleeps. It may end early.</summary>
    /// <param name="span">For how long at most, more than zero. Of the system's clock whole milliseconds are waited for, not one too few.</param>
    public void Sleep(TimeSpan span)
    {
        var isReal = ReferenceEquals(time, TimeProvider.System);
        using var timer = isReal ? null : time.CreateTimer(_ => Ring(), null, span, Timeout.InfiniteTimeSpan);
        lock (_bell)
        {
            if (!_hasRung)
            {
                _isWaiting = true;
                Monitor.Wait(_bell, isReal ? TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds)) : Timeout.InfiniteTimeSpan);
                _isWaiting = false;
            }

            _hasRung = false;
        }
    }
}
