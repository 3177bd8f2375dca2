using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How many sessions a node keeps awake, and how.</summary>
[ValidationRule("self.minConnections <= self.maxConnections", fieldPath: ".minConnections", message: PolicyRules.MinBelowMax)]
public sealed record ConnectionSettings
{
    /// <summary>The most awake sessions of a node; of those without traffic the one unused for longest makes room. Pinned ones are awake beyond it.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("awake sessions")]
    [DefaultValue("200")]
    [RangeMinimum(1)]
    [RangeMaximum(2000)]
    public int? MaxConnections { get; set; }

    /// <summary>Awake sessions that idleness does not put to sleep; not more than maxConnections.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("awake sessions")]
    [DefaultValue("10")]
    [RangeMinimum(0)]
    [RangeMaximum(2000)]
    public int? MinConnections { get; set; }

    /// <summary>The idleness after which a session is put to sleep; its peer stays known.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"300s\"")]
    [DurationRange("10s", "24h")]
    public string? MaxIdleTime { get; set; }

    /// <summary>The time a session has to come up before the attempt counts as failed.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"30s\"")]
    [DurationRange("1s", "5m")]
    public string? ConnectionTimeout { get; set; }

    /// <summary>Whether a session that woke is used again with the path it has; off, each waking finds its path anew.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("true")]
    public bool? Reuse { get; set; }

    /// <summary>How often a session is used again before its path is found anew.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("uses")]
    [DefaultValue("100")]
    [RangeMinimum(1)]
    [RangeMaximum(10000)]
    public int? MaxReuseCount { get; set; }

    /// <summary>The time between two checks of the path of an awake session that is idle; its hellos come more often.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"60s\"")]
    [DurationRange("1s", "1h")]
    public string? HealthCheckInterval { get; set; }

    /// <summary>Attempts after the first before a peer is left alone for a while.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("attempts")]
    [DefaultValue("3")]
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    public int? MaxRetryAttempts { get; set; }

    /// <summary>The factor by which the delay grows from one attempt to the next.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("factor")]
    [DefaultValue("2.0")]
    [RangeMinimum(1.0)]
    [RangeMaximum(10.0)]
    public double? RetryBackoffMultiplier { get; set; }
}
