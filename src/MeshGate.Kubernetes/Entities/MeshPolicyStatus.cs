using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What became of the policy.</summary>
public sealed record MeshPolicyStatus
{
    /// <summary>The <c>metadata.generation</c> that this status answers.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>How many MeshNodes the policy selects.</summary>
    [RangeMinimum(0)]
    public int? MatchedNodes { get; set; }

    /// <summary>How many MeshNodes take at least one block from the policy.</summary>
    [RangeMinimum(0)]
    public int? AppliedNodes { get; set; }

    /// <summary>For how many MeshNodes another policy of the same priority gives a block that this one gives too, and wins.</summary>
    [RangeMinimum(0)]
    public int? ConflictingNodes { get; set; }

    /// <summary>
    /// Ready, with the reason when the policy cannot be applied in full; Conflict, which names the policy of the same priority
    /// that wins, and the blocks.
    /// </summary>
    [Items(0, 16)]
    [XListType(ListType.Map)]
    [XListMapKeys("type")]
    [DefaultValue("""[{"type":"Ready","status":"Unknown","reason":"Pending","message":"Waiting for the operator","lastTransitionTime":"1970-01-01T00:00:00Z"}]""")]
    public IReadOnlyList<Condition>? Conditions { get; set; }
}
