using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>The behaviour of the NATs and firewalls in front of a node, in the words of RFC 4787: over IPv4, where the node has it.</summary>
public sealed record NatBehavior
{
    /// <summary>Whether UDP passes: whether a STUN server answered in the last round; absent while none was asked.</summary>
    public bool? Udp { get; set; }

    /// <summary>Address and port mapping (RFC 4787, section 4.1).</summary>
    public NatMapping Mapping { get; set; }

    /// <summary>Filtering (RFC 4787, section 5).</summary>
    public NatFiltering Filtering { get; set; }

    /// <summary>
    /// Whether packets from inside reach the NAT's own outside address and come back in (RFC 4787, section 6); absent while that is
    /// not known, and without a NAT.
    /// </summary>
    public bool? Hairpin { get; set; }

    /// <summary>The longest silence that a mapping is known to outlive, as a duration; absent until measured, and where nothing ends.</summary>
    [Length(1, 16)]
    [Pattern(SchemaPatterns.Duration)]
    public string? MappingLifetime { get; set; }

    /// <summary>Mapping and filtering over IPv6, where the node has both families.</summary>
    public NatFamilyBehavior? Ipv6 { get; set; }

    /// <summary>What the findings rest on, for a person.</summary>
    [Length(0, 1024)]
    public string? Reason { get; set; }
}
