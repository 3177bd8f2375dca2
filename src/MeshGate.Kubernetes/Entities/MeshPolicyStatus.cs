namespace MeshGate.Kubernetes.Entities;

/// <summary>What became of the policy.</summary>
public sealed record MeshPolicyStatus
{
    /// <summary>The <c>metadata.generation</c> that this status answers.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>How many MeshNodes the policy selects.</summary>
    public int? MatchedNodes { get; set; }

    /// <summary>Ready, with the reason when the policy cannot be applied.</summary>
    public IReadOnlyList<Condition>? Conditions { get; set; }
}
