using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How one node notices that a path died, and what it does then.</summary>
public sealed record EffectiveFailover
{
    /// <summary>Off: no standby path is kept, and a session is moved only once its path went without any answer for a while.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The time between two hellos on a session in use.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string ActiveInterval { get; set; } = "100ms";

    /// <summary>The time between two checks of the standby paths of an idle session.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string HealthCheckInterval { get; set; } = "30s";

    /// <summary>The silence that ends a path, at most.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string FailoverTimeout { get; set; } = "10s";

    /// <summary>The longest that a better path must hold before traffic returns to it.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string RecoveryTimeout { get; set; } = "60s";

    /// <summary>Paths that are tried before a failover counts as failed.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(100)]
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Whether traffic returns by itself to a better path.</summary>
    public bool AutoRecovery { get; set; } = true;

    /// <summary>The most failovers at a time; a group with one cause counts once.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(1000)]
    public int MaxConcurrentFailovers { get; set; } = 10;

    /// <summary>Whether, of the sessions that wait to fail over, those of MeshRoutes of higher priority go first.</summary>
    public bool PriorityBasedRouting { get; set; } = true;
}
