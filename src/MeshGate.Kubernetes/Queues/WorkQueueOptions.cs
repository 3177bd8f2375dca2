namespace MeshGate.Kubernetes.Queues;

/// <summary>How a <see cref="WorkQueue{TKey}"/> spaces retries.</summary>
public sealed record WorkQueueOptions
{
    /// <summary>The delay after the first failure of a key; doubles with each further one.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest delay. A key is never given up.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);
}
