namespace MeshGate.Kubernetes.Entities;

/// <summary>Which packets a NAT or firewall lets in to a port that the machine has sent from (RFC 4787, section 5).</summary>
public enum NatFiltering
{
    /// <summary>Not known: no STUN server that can answer from a second address (RFC 5780) answered.</summary>
    Unknown,

    /// <summary>From anywhere.</summary>
    EndpointIndependent,

    /// <summary>From any port of an address that the machine has sent to.</summary>
    AddressDependent,

    /// <summary>Only from the very address and port that the machine has sent to.</summary>
    AddressAndPortDependent,
}
