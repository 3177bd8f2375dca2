namespace MeshGate.Traversal.Stun;

/// <summary>The class of a STUN message (RFC 8489, section 5).</summary>
public enum StunClass
{
    /// <summary>Asks, and is answered by a success or an error of the same transaction.</summary>
    Request = 0,

    /// <summary>Tells, and is not answered.</summary>
    Indication = 1,

    /// <summary>Answers a request that was granted.</summary>
    Success = 2,

    /// <summary>Answers a request that was refused; holds ERROR-CODE.</summary>
    Error = 3,
}
