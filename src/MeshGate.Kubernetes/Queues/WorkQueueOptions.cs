namespace MeshGate.Kubernetes.Queues;

/// <summary>What a <see cref="WorkQueue{TKey}"/> is called and how it spaces retries.</summary>
public sealed record WorkQueueOptions
{
    /// <summary>What metrics call it.</summary>
    public string Name { get; init; } = "unnamed";

    /// <summary>The delay after the first failure of a key; doubles with each further one.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest delay. A key is never given up.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);
}
