namespace MeshGate.Core.Paths;

/// <summary>How a session's ciphertext gets from one end to the other; best first.</summary>
public enum PathKind
{
    /// <summary>Straight to one of the peer's addresses.</summary>
    Direct,

    /// <summary>Through mesh nodes with the Relay role.</summary>
    Relay,

    /// <summary>Through a TURN server.</summary>
    Turn,
}
