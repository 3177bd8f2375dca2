namespace MeshGate.Kubernetes.Leadership;

/// <summary>Whether this process is the one that acts.</summary>
public interface ILeadership
{
    /// <summary>
    /// True while this process may write. Judged by the process's own monotonic clock at the moment of asking, so it turns false by
    /// itself when the lease was not renewed in time, before another process can take it.
    /// </summary>
    bool IsLeader { get; }

    /// <summary>Completes when this process leads; at once if it does.</summary>
    Task WaitAsync(CancellationToken cancellationToken);
}
