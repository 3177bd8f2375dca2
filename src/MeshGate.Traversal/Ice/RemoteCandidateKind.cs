namespace MeshGate.Traversal.Ice;

/// <summary>How a peer's address was learned (RFC 8445, section 5.1.1), best first.</summary>
public enum RemoteCandidateKind
{
    /// <summary>An address of one of the peer's own interfaces.</summary>
    Host,

    /// <summary>The source of an authenticated check of the peer's.</summary>
    PeerReflexive,

    /// <summary>The address that a STUN server saw, or that a person configured.</summary>
    ServerReflexive,
}
