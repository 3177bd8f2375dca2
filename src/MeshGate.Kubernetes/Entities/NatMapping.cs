namespace MeshGate.Kubernetes.Entities;

/// <summary>How a NAT maps a port towards different destinations (RFC 4787, section 4.1).</summary>
public enum NatMapping
{
    /// <summary>Not known: fewer than two STUN servers at different addresses answered.</summary>
    Unknown,

    /// <summary>No NAT: the public address is one of the machine's own.</summary>
    None,

    /// <summary>One public port for all destinations.</summary>
    EndpointIndependent,

    /// <summary>Another public port for each destination address: direct paths need a peer that is easier to reach.</summary>
    AddressDependent,

    /// <summary>Another public port for each destination: direct paths need a peer that is easier to reach.</summary>
    AddressAndPortDependent,
}
