namespace MeshGate.Core.LoadBalancing;

/// <summary>The connections to all targets together.</summary>
internal sealed class LoadTotal
{
    private long _connections;

    public long Connections => Volatile.Read(ref _connections);

    public void Add(int change) => Interlocked.Add(ref _connections, change);
}
