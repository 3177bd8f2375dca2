namespace MeshGate.Core.Policy;

/// <summary>What is to be said about a policy; the names are the reasons of its Ready condition.</summary>
public enum PolicyVerdictReason
{
    /// <summary>Every setting applies.</summary>
    Accepted,

    /// <summary>At least one setting cannot be read, is out of bounds or contradicts another; it has its default, and the others apply.</summary>
    InvalidSetting,

    /// <summary>The selector cannot be read: the policy applies to no node.</summary>
    InvalidSelector,
}
