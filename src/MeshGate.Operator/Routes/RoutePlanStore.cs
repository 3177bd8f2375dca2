using System.Collections.Immutable;

namespace MeshGate.Operator.Routes;

/// <summary>The paths of the routes as last planned, for who writes the routes' status. Safe for concurrent use.</summary>
public sealed class RoutePlanStore
{
    private volatile ImmutableSortedDictionary<string, PlannedRoute>? _routes;

    /// <summary>Told after each plan, on the planner's thread.</summary>
    public event Action? Planned;

    /// <summary>The routes by name; null before the first plan.</summary>
    public ImmutableSortedDictionary<string, PlannedRoute>? Routes => _routes;

    /// <summary>Replaces them.</summary>
    public void Replace(ImmutableSortedDictionary<string, PlannedRoute> routes)
    {
        _routes = routes;
        Planned?.Invoke();
    }
}
