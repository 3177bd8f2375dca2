namespace MeshGate.Kubernetes.Client;

/// <summary>
/// A token bucket that spaces what would be too much at once. Whoever comes takes a token, if need be one of the future, and waits until
/// its time: first come, first served. Safe for concurrent use.
/// </summary>
/// <param name="rate">Tokens a second; zero or less for no limit.</param>
/// <param name="burst">Tokens that a full bucket holds; at least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestBudget(double rate, int burst, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly int _burst = Math.Max(1, burst);
    private double _tokens = Math.Max(1, burst);
    private long _at = time.GetTimestamp();

    /// <summary>Waits for a token. One that is not waited for to the end is given back.</summary>
    /// <returns>How long that took.</returns>
    public async ValueTask<TimeSpan> WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var delay = Take();
        if (delay <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        try
        {
            await Task.Delay(delay, time, cancellationToken);
            return delay;
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                _tokens = Math.Min(_burst, _tokens + 1);
            }

            throw;
        }
    }

    private TimeSpan Take()
    {
        if (rate <= 0)
        {
            return TimeSpan.Zero;
        }

        lock (_gate)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(_burst, _tokens + (time.GetElapsedTime(_at, now).TotalSeconds * rate)) - 1;
            _at = now;
            // Rounded up, or a timer of whole milliseconds would run out a moment too early.
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(-_tokens / rate * 1000));
        }
    }
}
