namespace MeshGate.Kubernetes.Leadership;

/// <summary>The time of one leadership as a token: renewals push its end away. Not safe for concurrent use, but for <see cref="Token"/>.</summary>
internal sealed class LeaderTerm(TimeProvider time)
{
    private static readonly CancellationToken Over = new(canceled: true);

    private volatile CancellationTokenSource? _source;

    /// <summary>Cancelled at the end of the term; cancelled already where there is none.</summary>
    public CancellationToken Token => _source?.Token ?? Over;

    /// <summary>The term lasts this long from now, unless it is pushed on; a new one where the last is over.</summary>
    public void ExtendTo(TimeSpan left)
    {
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        if (_source is not { IsCancellationRequested: false } source)
        {
            // The old source is not disposed of: somebody may hold its token.
            _source = source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }

        source.CancelAfter(left);
    }

    /// <summary>The term is over.</summary>
    public void End()
    {
        // Whoever is told does his own work, not this thread's, which may hold a lock.
        _ = _source?.CancelAsync();
        _source = null;
    }
}
