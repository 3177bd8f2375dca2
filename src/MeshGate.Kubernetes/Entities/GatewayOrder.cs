using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>Networks that a node reaches through gateways, by one MeshRoute.</summary>
public sealed record GatewayOrder
{
    /// <summary>The MeshRoute.</summary>
    [Length(1, 253)]
    public string Route { get; set; } = string.Empty;

    /// <summary>The networks, in CIDR notation.</summary>
    [Items(0, 64)]
    [Length(4, 49)]
    public IReadOnlyList<string> Cidrs { get; set; } = [];

    /// <summary>The gateways, members all of them, best first.</summary>
    [Items(0, 16)]
    [Length(1, 253)]
    public IReadOnlyList<string> Gateways { get; set; } = [];

    /// <summary>How it is probed whether the gateway in use forwards; absent where sessions alone are judged.</summary>
    public GatewayProbeOrder? Probe { get; set; }

    /// <summary>The time after which a gateway that did not forward is tried again.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string TrialInterval { get; set; } = "30s";

    /// <summary>How long nothing may have been sent to the networks before the node takes another gateway for another reason than a failure.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string IdleTime { get; set; } = "10s";

    /// <inheritdoc/>
    public bool Equals(GatewayOrder? other)
        => other is not null && (Route, Probe, TrialInterval, IdleTime) == (other.Route, other.Probe, other.TrialInterval, other.IdleTime)
            && Cidrs.SequenceEqual(other.Cidrs) && Gateways.SequenceEqual(other.Gateways);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Route, Probe, TrialInterval, IdleTime, Cidrs.Count, Gateways.Count);
}
