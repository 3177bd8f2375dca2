namespace MeshGate.Traversal.Turn;

/// <summary>Why there is no allocation (any more).</summary>
public enum TurnFailureReason
{
    /// <summary>The server does not answer, or stopped to.</summary>
    NoAnswer,

    /// <summary>The connection could not be made, or broke.</summary>
    Connection,

    /// <summary>The server does not accept the credentials (401, 441).</summary>
    Credentials,

    /// <summary>The server forbids it (403).</summary>
    Forbidden,

    /// <summary>The user's quota is used up (486).</summary>
    Quota,

    /// <summary>The server has no ports left (508).</summary>
    Capacity,

    /// <summary>The server has no addresses of the wanted family, or lacks something else that is needed (420, 440, 442).</summary>
    Unsupported,

    /// <summary>The server does not know the allocation, or has another of the same 5-tuple (437).</summary>
    Mismatch,

    /// <summary>The server names another one (300).</summary>
    Redirected,

    /// <summary>The server says something that makes no sense, or reports an error of its own.</summary>
    Faulty,
}
