using System.Collections.Immutable;
using MeshGate.Core.Paths;
using MeshGate.Core.Routes;
using MeshGate.Core.Validation;

namespace MeshGate.Operator.Routes;

/// <summary>A route to a node, with the paths that were found for it.</summary>
/// <param name="Route">The route as a person wrote it.</param>
/// <param name="Generation">The generation of its spec.</param>
/// <param name="Wish">The path that a person wants traffic to move to, as written; null for none.</param>
/// <param name="Paths">Its paths, best first.</param>
/// <param name="Findings">What of the paths that a person wrote cannot be used.</param>
public sealed record PlannedRoute(RouteSnapshot Route, long? Generation, string? Wish, ImmutableArray<MeshPath> Paths, ImmutableArray<Finding> Findings)
{
    /// <summary>The path that traffic is moved to; null where nobody wishes one of the route's.</summary>
    public MeshPath? To => Wish is null ? null
        : Paths.FirstOrDefault(path => path.Name == Wish) ?? Paths.FirstOrDefault(path => path.Kind != PathKind.Relay && path.Name.Equals(Wish, StringComparison.OrdinalIgnoreCase));
}
