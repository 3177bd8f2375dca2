namespace MeshGate.Kubernetes.Entities;

/// <summary>How a candidate's address was learned (RFC 8445, section 5.1.1).</summary>
public enum CandidateType
{
    /// <summary>An address of one of the machine's own interfaces.</summary>
    Host,

    /// <summary>The address that a STUN server saw, or that a person wrote into <c>spec.endpoint</c>.</summary>
    ServerReflexive,

    /// <summary>The source address of a peer's authenticated check, known to nobody before.</summary>
    PeerReflexive,

    /// <summary>An outside address that the router in front lends (PCP, NAT-PMP or UPnP).</summary>
    PortMapped,

    /// <summary>A port that a mesh node with the Relay role keeps for the pair.</summary>
    Relay,

    /// <summary>An allocation at a TURN server.</summary>
    Turn,
}
