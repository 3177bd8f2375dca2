namespace MeshGate.Core.Routes;

/// <summary>How a route fares.</summary>
public enum RouteState
{
    /// <summary>The primary path, or the wanted gateway, carries the traffic; where the primary path is left open, the best path that there is.</summary>
    Active,

    /// <summary>A backup carries it.</summary>
    FailedOver,

    /// <summary>The primary path answers again and is being watched before the traffic returns to it.</summary>
    Recovering,

    /// <summary>No path carries it.</summary>
    Failed,
}
