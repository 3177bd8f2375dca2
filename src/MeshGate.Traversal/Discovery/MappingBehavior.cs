namespace MeshGate.Traversal.Discovery;

/// <summary>How the NATs in front of a machine map a port towards different destinations (RFC 4787, section 4.1).</summary>
public enum MappingBehavior
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>No NAT: servers see one of the machine's own addresses and its own port.</summary>
    None,

    /// <summary>One public port for all destinations.</summary>
    EndpointIndependent,

    /// <summary>Another public port or address for another destination address; one for all ports of a destination.</summary>
    AddressDependent,

    /// <summary>
    /// Another public port or address for another destination, be it another address or another port. Also what is assumed where
    /// the servers cannot tell the two dependent kinds apart, since for connecting it is the harder one.
    /// </summary>
    AddressAndPortDependent,
}
