namespace MeshGate.Core.Policy;

/// <summary>What is said of a policy whose settings contradict one another: by the schema's rules, and by the operator where the API server does not evaluate them.</summary>
public static class PolicyRules
{
    /// <summary>A label selector's requirement has values it cannot have, or lacks them.</summary>
    public const string SelectorValues = "In and NotIn take at least one value, Exists and DoesNotExist none";

    /// <summary>A full mesh is larger than an assignment can be.</summary>
    public const string FullMeshSize = "maxNodesPerSegment is at most 200 with type FullMesh";

    /// <summary>The floor of awake sessions lies above their ceiling.</summary>
    public const string MinBelowMax = "minConnections must not be greater than maxConnections";

    /// <summary>Hellos are rarer than the silence that ends a path.</summary>
    public const string HellosWithinTimeout = "activeInterval must be less than failoverTimeout";
}
