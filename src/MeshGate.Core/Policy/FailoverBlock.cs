namespace MeshGate.Core.Policy;

/// <summary>How a node notices that a path died, and what it does then.</summary>
public sealed record FailoverBlock
{
    /// <summary>Off: a session stays on its path.</summary>
    public bool Enabled { get; init; } = PolicySettings.FailoverEnabled.Default;

    /// <summary>The time between two hellos on a session in use.</summary>
    public TimeSpan ActiveInterval { get; init; } = PolicySettings.ActiveInterval.Default;

    /// <summary>The time between two checks of the standby paths of an idle session.</summary>
    public TimeSpan HealthCheckInterval { get; init; } = PolicySettings.FailoverHealthCheckInterval.Default;

    /// <summary>The silence that ends a path, at most.</summary>
    public TimeSpan FailoverTimeout { get; init; } = PolicySettings.FailoverTimeout.Default;

    /// <summary>How long a better path must hold before traffic returns to it.</summary>
    public TimeSpan RecoveryTimeout { get; init; } = PolicySettings.RecoveryTimeout.Default;

    /// <summary>Paths that are tried before a failover counts as failed.</summary>
    public int MaxAttempts { get; init; } = (int)PolicySettings.MaxAttempts.Default;

    /// <summary>Whether traffic returns by itself to a better path.</summary>
    public bool AutoRecovery { get; init; } = PolicySettings.AutoRecovery.Default;

    /// <summary>The most failovers at a time; a group with one cause counts once.</summary>
    public int MaxConcurrentFailovers { get; init; } = (int)PolicySettings.MaxConcurrentFailovers.Default;

    /// <summary>Whether routes of higher priority fail over first.</summary>
    public bool PriorityBasedRouting { get; init; } = PolicySettings.PriorityBasedRouting.Default;

    /// <summary>Whether sessions that lose a relay, or nodes that lose a hub, are spread over those that are left.</summary>
    public bool LoadBalancing { get; init; } = PolicySettings.FailoverLoadBalancing.Default;
}
