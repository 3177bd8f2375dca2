namespace MeshGate.NodeDaemon.Agent;

/// <summary>Holds the latest value for one reader: what was not fetched in time is overwritten, never queued.</summary>
public sealed class Mailbox<T> : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _filled = new(0, 1);
    private readonly Lock _gate = new();
    private T? _value;

    /// <summary>Puts a value in place of one not fetched yet.</summary>
    public void Post(T value)
    {
        lock (_gate)
        {
            if (_value is null)
            {
                _filled.Release();
            }

            _value = value;
        }
    }

    /// <summary>Puts a value back unless a newer one came meanwhile.</summary>
    public void Return(T value)
    {
        lock (_gate)
        {
            if (_value is null)
            {
                _value = value;
                _filled.Release();
            }
        }
    }

    /// <summary>Waits for a value and takes it.</summary>
    public async Task<T> TakeAsync(CancellationToken cancellationToken)
    {
        await _filled.WaitAsync(cancellationToken);
        lock (_gate)
        {
            var value = _value!;
            _value = null;
            return value;
        }
    }

    /// <summary>Waits for a value and takes it; null if none came in time.</summary>
    public async Task<T?> TakeAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await TakeAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _filled.Dispose();
}
