namespace MeshGate.Core.Failover;

/// <summary>What counts of one peer when a node decides which sessions may move.</summary>
/// <param name="Name">The peer.</param>
/// <param name="Shared">What its path has in common with others, such as a relay's name; null for a direct path.</param>
/// <param name="Priority">Higher ones move first.</param>
/// <param name="State">Its paths.</param>
public sealed record WatchedPeer(string Name, string? Shared, int Priority, FailoverState State)
{
    /// <summary>Whether the session is to leave its path.</summary>
    public bool IsWaiting => State.Cause is not null;

    /// <summary>Whether the session moved and the new path is still unproven.</summary>
    public bool IsMoving => State.Unproven is not null && State.Cause is null;
}
