using System.Collections.Immutable;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Policy;

/// <summary>What is said of a policy whose settings contradict one another: by the schema's rules, and by the operator where the API server does not evaluate them.</summary>
public static class PolicyRules
{
    /// <summary>A label selector's requirement has values that it cannot have, or lacks them.</summary>
    public const string SelectorValues = "In and NotIn take at least one value, Exists and DoesNotExist none";

    /// <summary>A full mesh is larger than an assignment can be.</summary>
    public const string FullMeshSize = "maxNodesPerSegment is at most 200 with type FullMesh";

    /// <summary>The floor of awake sessions lies above their ceiling.</summary>
    public const string MinBelowMax = "minConnections must not be greater than maxConnections";

    /// <summary>Hellos are rarer than the silence that ends a path.</summary>
    public const string HellosWithinTimeout = "activeInterval must be less than failoverTimeout";

    private const string Kind = "MeshPolicy";

    /// <summary><see cref="SelectorValues"/>, at <c>spec.nodeSelector.matchExpressions</c>.</summary>
    public static readonly SchemaRule SelectorValuesRule = new(Kind, "spec.nodeSelector.matchExpressions", SelectorValues);

    /// <summary><see cref="FullMeshSize"/>, at <c>spec.topology.maxNodesPerSegment</c>.</summary>
    public static readonly SchemaRule FullMeshSizeRule = new(Kind, "spec.topology.maxNodesPerSegment", FullMeshSize);

    /// <summary><see cref="MinBelowMax"/>, at <c>spec.connections.minConnections</c>.</summary>
    public static readonly SchemaRule MinBelowMaxRule = new(Kind, "spec.connections.minConnections", MinBelowMax);

    /// <summary><see cref="HellosWithinTimeout"/>, at <c>spec.failover.activeInterval</c>.</summary>
    public static readonly SchemaRule HellosWithinTimeoutRule = new(Kind, "spec.failover.activeInterval", HellosWithinTimeout);

    /// <summary>Every rule.</summary>
    public static ImmutableArray<SchemaRule> All { get; } =
    [
        SelectorValuesRule, FullMeshSizeRule, MinBelowMaxRule, HellosWithinTimeoutRule,
        .. PolicySettings.Durations.Select(setting => setting.Rule),
    ];
}
