namespace MeshGate.Lab.Swarm.Agents;

/// <summary>When the daemon's own conditions last changed their status.</summary>
/// <param name="Applied">Of AssignmentApplied.</param>
/// <param name="Stun">Of StunReachable.</param>
/// <param name="WireGuard">Of WireGuardReady.</param>
public readonly record struct ConditionTimes(DateTime Applied, DateTime Stun, DateTime WireGuard);
