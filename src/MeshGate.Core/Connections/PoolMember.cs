namespace MeshGate.Core.Connections;

/// <summary>A peer that the pool may have a session with.</summary>
/// <param name="Name">The peer.</param>
/// <param name="IsHeld">Whether its session never sleeps: it is pinned, a route leads by it, or one end could not be woken again.</param>
/// <param name="IsFound">Whether the session was found awake, as after a restart of the daemon. Counts for a peer that was not known.</param>
public sealed record PoolMember(string Name, bool IsHeld, bool IsFound = false);
