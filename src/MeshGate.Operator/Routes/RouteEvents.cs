using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using MeshGate.Operator.Events;

namespace MeshGate.Operator.Routes;

/// <summary>Tells people by Events when a route leaves its primary path, returns to it, or has none.</summary>
public static class RouteEvents
{
    /// <summary>Compares a route's status with the one just written, and tells what is news.</summary>
    public static void Tell(EventQueue events, MeshRoute before, MeshRouteStatus written)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(written);
        RouteState? was = before.Status?.State;
        if (was == written.State || written.State is null)
        {
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
}
