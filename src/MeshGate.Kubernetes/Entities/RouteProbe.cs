using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How the far end of a route is probed.</summary>
[ValidationRule(
    "(self.type == 'Tcp') == has(self.port)",
    fieldPath: ".port",
    message: RouteRules.ProbePort)]
[ValidationRule("duration(self.timeout) <= duration(self.interval)", fieldPath: ".timeout", message: RouteRules.ProbeTimeout)]
public sealed record RouteProbe
{
    /// <summary>Path (the sessions' own checks), Icmp (an echo through the tunnel) or Tcp (a connection through the tunnel).</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [DefaultValue("\"Path\"")]
    public ProbeType? Type { get; set; }

    /// <summary>The machine to probe; on a route to a node left open for that node, on a route to cidrs one inside them.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [Length(2, 45)]
    [Pattern(SchemaPatterns.Address)]
    public string? Address { get; set; }

    /// <summary>The TCP port, with type Tcp.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [Unit("TCP port")]
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int? Port { get; set; }

    /// <summary>The time between two probes.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [DefaultValue("\"5s\"")]
    [DurationRange("100ms", "5m")]
    public string? Interval { get; set; }

    /// <summary>The time a probe has; not longer than the interval.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [DefaultValue("\"2s\"")]
    [DurationRange("50ms", "1m")]
    public string? Timeout { get; set; }

    /// <summary>Probes in a row that must fail before the path counts as down.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [Unit("probes")]
    [DefaultValue("3")]
    [RangeMinimum(1)]
    [RangeMaximum(20)]
    public int? FailureThreshold { get; set; }
}
