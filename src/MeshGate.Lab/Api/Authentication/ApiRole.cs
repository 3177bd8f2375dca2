namespace MeshGate.Lab.Api.Authentication;

/// <summary>What the holder of a token may do.</summary>
public enum ApiRole
{
    /// <summary>Everything.</summary>
    Admin,

    /// <summary>What the operator's RBAC rules allow.</summary>
    Operator,

    /// <summary>What one machine's daemon may do.</summary>
    Daemon,
}
