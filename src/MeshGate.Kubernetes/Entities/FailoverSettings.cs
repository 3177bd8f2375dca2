using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How a node notices that a path died, and what it does then.</summary>
[ValidationRule(
    "duration(self.activeInterval) < duration(self.failoverTimeout)",
    fieldPath: ".activeInterval",
    message: PolicyRules.HellosWithinTimeout)]
public sealed record FailoverSettings
{
    /// <summary>Off: no standby path is kept, and a session is moved only once its path went without any answer for a while.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("true")]
    public bool? Enabled { get; set; }

    /// <summary>The time between two hellos on a session in use; less than failoverTimeout.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"100ms\"")]
    [DurationRange("20ms", "5s")]
    public string? ActiveInterval { get; set; }

    /// <summary>
    /// The time between two checks of the standby paths of an idle session; those of a session in use are checked each
    /// second.
    /// </summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"30s\"")]
    [DurationRange("1s", "10m")]
    public string? HealthCheckInterval { get; set; }

    /// <summary>The silence that ends a path, at most; it ends sooner where its round-trip time allows.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"10s\"")]
    [DurationRange("500ms", "5m")]
    public string? FailoverTimeout { get; set; }

    /// <summary>
    /// How long a better path must hold before traffic returns to it, at most: 10s at first, doubled each time that it fails again soon.
    /// </summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"60s\"")]
    [DurationRange("1s", "1h")]
    public string? RecoveryTimeout { get; set; }

    /// <summary>Paths that are tried before a failover counts as failed.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("paths")]
    [DefaultValue("3")]
    [RangeMinimum(1)]
    [RangeMaximum(100)]
    public int? MaxAttempts { get; set; }

    /// <summary>Whether traffic returns by itself to a better path.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("true")]
    public bool? AutoRecovery { get; set; }

    /// <summary>The most failovers of a node at a time; a group with one cause counts once.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("failovers")]
    [DefaultValue("10")]
    [RangeMinimum(1)]
    [RangeMaximum(1000)]
    public int? MaxConcurrentFailovers { get; set; }

    /// <summary>Whether, of the sessions that wait to fail over, those of MeshRoutes of higher priority go first; otherwise those that failed first.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("true")]
    public bool? PriorityBasedRouting { get; set; }

    /// <summary>Whether sessions that lose a relay, or nodes that lose a hub, are spread over those that are left; otherwise the heaviest stands in for all of them.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("true")]
    public bool? LoadBalancing { get; set; }
}
