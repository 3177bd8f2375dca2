namespace MeshGate.Contract.Tests.Faults;

/// <summary>One watch that goes through a proxy, and how it ends before its time.</summary>
internal sealed class WatchTap(CancellationToken aborted) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(aborted);

    internal CancellationToken Token => _end.Token;

    internal bool IsExpired { get; private set; }

    internal void Cut() => _end.Cancel();

    internal void Expire()
    {
        IsExpired = true;
        _end.Cancel();
    }

    public void Dispose() => _end.Dispose();
}
