namespace MeshGate.Traversal.Ice;

/// <summary>How a peer's address was learned (RFC 8445, section 5.1.1), best first: what is direct stands before what is relayed.</summary>
public enum RemoteCandidateKind
{
    /// <summary>An address of one of the peer's own interfaces.</summary>
    Host,

    /// <summary>The source of an authenticated check of the peer's.</summary>
    PeerReflexive,

    /// <summary>An outside address that the peer's router lends it (PCP, NAT-PMP or UPnP).</summary>
    PortMapped,

    /// <summary>The address that a STUN server saw, or that a person configured.</summary>
    ServerReflexive,

    /// <summary>A port that a mesh node with the Relay role keeps for this pair.</summary>
    Relay,

    /// <summary>
    /// A TURN allocation (RFC 8656): at the end that holds it, the loopback address that stands for it; at the other, the relayed
    /// transport address.
    /// </summary>
    Turn,
}
