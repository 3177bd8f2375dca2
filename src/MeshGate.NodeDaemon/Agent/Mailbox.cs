namespace MeshGate.NodeDaemon.Agent;

/// <summary>Holds the latest value for one reader: what was not fetched in time is overwritten, never queued.</summary>
public sealed class Mailbox<T> : IDisposable
    where T : class
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<T?>? _waiter;
    private T? _value;

    /// <summary>Puts a value in place of one not fetched yet.</summary>
    public void Post(T value)
    {
        lock (_gate)
        {
            _value = value;
            Wake();
        }
    }

    /// <summary>Puts a value back unless a newer one came meanwhile.</summary>
    public void Return(T value)
    {
        lock (_gate)
        {
            _value ??= value;
            Wake();
        }
    }

    /// <summary>Waits for a value and takes it.</summary>
    public async Task<T> TakeAsync(CancellationToken cancellationToken)
        => (await TakeAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken))!;

    /// <summary>Waits for a value and takes it; null if none came in time.</summary>
    public async Task<T?> TakeAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<T?> waiter;
        lock (_gate)
        {
            if (_value is not null)
            {
                return Take();
            }

            _waiter = waiter = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        // That nothing came is told by a value: it happens several times a second, and an exception costs more than all the rest.
        await using var cancellation = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        await using var timer = limit == Timeout.InfiniteTimeSpan ? null : time.CreateTimer(_ => waiter.TrySetResult(null), null, limit < TimeSpan.Zero ? TimeSpan.Zero : limit, Timeout.InfiniteTimeSpan);
        await waiter.Task;
        lock (_gate)
        {
            _waiter = null;
            return Take();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _waiter?.TrySetCanceled();
        }
    }

    private void Wake()
    {
        _waiter?.TrySetResult(null);
        _waiter = null;
    }

    private T? Take()
    {
        T? value = _value;
        _value = null;
        return value;
    }
}
