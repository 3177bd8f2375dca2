namespace MeshGate.Kubernetes.Leadership;

/// <summary>Whether this process is the one that acts.</summary>
public interface ILeadership
{
    /// <summary>
    /// Cancelled when the leadership that holds now ends, by the same clock: what was begun under it must not go on. Cancelled already
    /// where none holds.
    /// </summary>
    CancellationToken Term => IsLeader ? CancellationToken.None : new CancellationToken(canceled: true);

    /// <summary>
    /// True while this process may write. Judged by the process's own monotonic clock at the moment of asking, so it turns false by
    /// itself when the lease was not renewed in time, before another process can take it.
    /// </summary>
    bool IsLeader { get; }

    /// <summary>Completes when this process leads; at once if it does.</summary>
    Task WaitAsync(CancellationToken cancellationToken);
}
