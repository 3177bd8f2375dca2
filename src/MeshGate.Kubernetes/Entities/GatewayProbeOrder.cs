using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How a client asks whether the gateway that it uses forwards.</summary>
public sealed record GatewayProbeOrder
{
    /// <summary>Icmp (an echo) or Tcp (a connection).</summary>
    public ProbeType Type { get; set; }

    /// <summary>The machine to ask.</summary>
    [Length(2, 45)]
    [Pattern(SchemaPatterns.Address)]
    public string Address { get; set; } = string.Empty;

    /// <summary>Its TCP port, with type Tcp.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int? Port { get; set; }

    /// <summary>The time between two probes.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string Interval { get; set; } = "5s";

    /// <summary>The time a probe has.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string Timeout { get; set; } = "2s";

    /// <summary>Probes in a row that must fail before the gateway counts as not forwarding.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(20)]
    public int FailureThreshold { get; set; } = 3;
}
