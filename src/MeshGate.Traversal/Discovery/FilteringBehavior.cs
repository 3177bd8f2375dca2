namespace MeshGate.Traversal.Discovery;

/// <summary>Which packets the NATs and firewalls in front of a machine let in to a port that it has sent from (RFC 4787, section 5).</summary>
public enum FilteringBehavior
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>From anywhere.</summary>
    EndpointIndependent,

    /// <summary>From any port of an address that the machine has sent to.</summary>
    AddressDependent,

    /// <summary>Only from the very address and port that the machine has sent to.</summary>
    AddressAndPortDependent,
}
