namespace MeshGate.Kubernetes.Leadership;

/// <summary>Leadership where only one process ever runs.</summary>
public sealed class SoleLeader : ILeadership
{
    /// <inheritdoc/>
    public bool IsLeader => true;

    /// <inheritdoc/>
    public Task WaitAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
