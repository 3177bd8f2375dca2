using System.Collections.Immutable;
using MeshGate.Operator.Gateways;

namespace MeshGate.Operator.Routes;

/// <summary>The paths and gateways of the routes as last planned, for who writes the routes' status. Safe for concurrent use.</summary>
public sealed class RoutePlanStore
{
    private volatile ImmutableSortedDictionary<string, PlannedRoute>? _routes;
    private volatile ImmutableSortedDictionary<string, PlannedGateways>? _gateways;

    /// <summary>Told after each plan, on the planner's thread.</summary>
    public event Action? Planned;

    /// <summary>The routes by name; null before the first plan.</summary>
    public ImmutableSortedDictionary<string, PlannedRoute>? Routes => _routes;

    /// <summary>The routes to networks by name; null before the first plan.</summary>
    public ImmutableSortedDictionary<string, PlannedGateways>? Gateways => _gateways;

    /// <summary>Replaces them.</summary>
    public void Replace(ImmutableSortedDictionary<string, PlannedRoute> routes, ImmutableSortedDictionary<string, PlannedGateways> gateways)
    {
        (_routes, _gateways) = (routes, gateways);
        Planned?.Invoke();
    }
}
