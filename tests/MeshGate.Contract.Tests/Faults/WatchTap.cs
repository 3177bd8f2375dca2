namespace MeshGate.Contract.Tests.Faults;

/// <summary>One watch that goes through a proxy, and how it ends before its time. One that has ended by itself is left alone.</summary>
internal sealed class WatchTap(CancellationToken aborted) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(aborted);
    private bool _isOver;

    internal CancellationToken Token => _end.Token;

    internal bool IsExpired { get; private set; }

    internal void Cut()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _end.Cancel();
            }
        }
    }

    internal void Expire()
    {
        IsExpired = true;
        Cut();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _end.Dispose();
        }
    }
}
