namespace MeshGate.Lab.Swarm.Agents;

/// <summary>Orders in force at a simulated daemon.</summary>
/// <param name="Revision">Their revision.</param>
/// <param name="Since">When they came into force, as <see cref="TimeProvider.GetTimestamp"/> counts.</param>
public sealed record AppliedOrders(string Revision, long Since);
