using System.Collections.Immutable;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Paths;

/// <summary>The paths of one route.</summary>
/// <param name="Paths">The primary path and its backups, in the order in which they are used; empty where none can be.</param>
/// <param name="Findings">What of the paths that a person wrote cannot be used.</param>
public sealed record RoutePathPlan(ImmutableArray<MeshPath> Paths, ImmutableArray<Finding> Findings);
