namespace MeshGate.Traversal.Stun;

/// <summary>The methods that this codec knows; the parser refuses others.</summary>
public enum StunMethod
{
    /// <summary>No method: reserved (RFC 8489, section 18.2).</summary>
    None = 0,

    /// <summary>Asks which address a datagram came from (RFC 8489, section 3).</summary>
    Binding = 1,
}
