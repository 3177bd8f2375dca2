using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using MeshGate.Operator.Events;

namespace MeshGate.Operator.Routes;

/// <summary>Tells people by Events when a route is refused, leaves its primary path, returns to it, or has none.</summary>
public static class RouteEvents
{
    /// <summary>Compares a route's status with the one just written, and tells what is news.</summary>
    public static void Tell(EventQueue events, MeshRoute before, MeshRouteStatus written)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(written);
        RefusalEvents.Tell(events, before, before.Status?.Conditions, written.Conditions);
        RouteState? was = before.Status?.State;
        if (was == written.State || written.State is null)
        {
            return;
        }

        if (written.Gateways is { } gateways)
        {
            TellOfGateways(events, before, was, written.State.Value, string.Join(", ", gateways.Select(gateway => $"{gateway.Name} {gateway.Clients} of {gateway.FirstOf}")));
            return;
        }

        string path = written.ActivePath?.Name ?? "no path";
        string? primary = written.Paths is [var first, ..] ? first.Name : null;
        string why = written.Failovers?.LastCause is { } cause ? $" ({cause})" : string.Empty;
        switch (written.State)
        {
            case RouteState.Failed:
                events.Tell(before, EventType.Warning, "Failed", "No path carries the route's traffic.");
                break;
            case RouteState.FailedOver when was != RouteState.Recovering:
                events.Tell(before, EventType.Warning, "FailedOver", $"Traffic takes {path} in place of {primary}{why}.");
                break;
            case RouteState.Active when was is not null:
                events.Tell(before, EventType.Normal, "Recovered", $"Traffic is back on {path}.");
                break;
        }
    }

    private static void TellOfGateways(EventQueue events, MeshRoute route, RouteState? was, RouteState state, string use)
    {
        switch (state)
        {
            case RouteState.Failed:
                events.Tell(route, EventType.Warning, "Failed", $"A client has no gateway that works ({use}).");
                break;
            case RouteState.FailedOver:
                events.Tell(route, EventType.Warning, "FailedOver", $"Clients use another gateway than their first ({use}).");
                break;
            case RouteState.Active when was is not null:
                events.Tell(route, EventType.Normal, "Recovered", $"Every client has its first gateway ({use}).");
                break;
        }
    }
}
