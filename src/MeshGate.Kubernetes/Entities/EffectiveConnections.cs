using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How many sessions one node keeps awake, and how.</summary>
public sealed record EffectiveConnections
{
    /// <summary>The most awake sessions; pinned ones are awake beyond it.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(2000)]
    public int MaxConnections { get; set; } = 200;

    /// <summary>Awake sessions that idleness does not put to sleep.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(2000)]
    public int MinConnections { get; set; } = 10;

    /// <summary>The idleness after which a session is put to sleep.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string MaxIdleTime { get; set; } = "300s";

    /// <summary>The time a session has to come up before the attempt counts as failed.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string ConnectionTimeout { get; set; } = "30s";

    /// <summary>Whether a session that woke is used again with the path it had.</summary>
    public bool Reuse { get; set; } = true;

    /// <summary>How often a path is used again before it is found anew.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(10000)]
    public int MaxReuseCount { get; set; } = 100;

    /// <summary>The time between two checks of the path of an awake session that is idle.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string HealthCheckInterval { get; set; } = "60s";

    /// <summary>Attempts after the first before a peer is left alone for a while.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    public int MaxRetryAttempts { get; set; } = 3;

    /// <summary>The factor by which the delay grows from one attempt to the next.</summary>
    [RangeMinimum(1.0)]
    [RangeMaximum(10.0)]
    public double RetryBackoffMultiplier { get; set; } = 2.0;
}
