namespace MeshGate.Core.Policy;

/// <summary>How many sessions a node keeps awake, and how.</summary>
public sealed record ConnectionsBlock
{
    /// <summary>The most awake sessions.</summary>
    public int MaxConnections { get; init; } = (int)PolicySettings.MaxConnections.Default;

    /// <summary>Awake sessions that idleness does not put to sleep.</summary>
    public int MinConnections { get; init; } = (int)PolicySettings.MinConnections.Default;

    /// <summary>The idleness after which a session is put to sleep.</summary>
    public TimeSpan MaxIdleTime { get; init; } = PolicySettings.MaxIdleTime.Default;

    /// <summary>The time a session has to come up.</summary>
    public TimeSpan ConnectionTimeout { get; init; } = PolicySettings.ConnectionTimeout.Default;

    /// <summary>Whether a session that woke once is used again.</summary>
    public bool Reuse { get; init; } = PolicySettings.Reuse.Default;

    /// <summary>How often it may be used again before its path is found anew.</summary>
    public int MaxReuseCount { get; init; } = (int)PolicySettings.MaxReuseCount.Default;

    /// <summary>The time between two checks of an awake session.</summary>
    public TimeSpan HealthCheckInterval { get; init; } = PolicySettings.ConnectionsHealthCheckInterval.Default;

    /// <summary>Attempts after the first before a peer is left alone for a while.</summary>
    public int MaxRetryAttempts { get; init; } = (int)PolicySettings.MaxRetryAttempts.Default;

    /// <summary>The factor between the delays of two attempts.</summary>
    public double RetryBackoffMultiplier { get; init; } = PolicySettings.RetryBackoffMultiplier.Default;
}
