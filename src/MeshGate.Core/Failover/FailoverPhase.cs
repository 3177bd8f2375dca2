namespace MeshGate.Core.Failover;

/// <summary>Where a peer's session stands.</summary>
public enum FailoverPhase
{
    /// <summary>On the best path there is.</summary>
    Active,

    /// <summary>The path in use misses hellos; the others are asked whether they answer.</summary>
    Suspect,

    /// <summary>On another path than the best, since that one failed.</summary>
    FailedOver,

    /// <summary>Still there, while the better path answers again and is watched before traffic returns to it.</summary>
    Recovering,

    /// <summary>No path carries the session.</summary>
    Failed,
}
