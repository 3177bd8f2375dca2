namespace MeshGate.Lab.Swarm.Agents;

/// <summary>An assignment as far as a simulated daemon acts on it.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="Members">The names of the peers.</param>
/// <param name="HeartbeatInterval">How often the Lease is to be renewed; null where it does not say.</param>
public sealed record OwnOrders(string Revision, IReadOnlyList<string> Members, TimeSpan? HeartbeatInterval);
