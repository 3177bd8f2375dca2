namespace MeshGate.Traversal.Discovery;

/// <summary>Where a discovery stands.</summary>
public enum StunDiscoveryPhase
{
    /// <summary>Nothing is under way.</summary>
    Idle,

    /// <summary>Servers have been asked and the result is not yet known.</summary>
    Asking,

    /// <summary>The result is told; silent servers are still given their time, so that a slow one is not taken for a dead one.</summary>
    Draining,
}
