namespace MeshGate.Lab.Swarm.Agents;

/// <summary>What all daemons of a swarm have in common.</summary>
/// <param name="Seed">Decides everything that is left to chance.</param>
/// <param name="Namespace">Where heartbeat Leases live.</param>
public sealed record AgentOptions(int Seed, string Namespace)
{
    /// <summary>How fast their sessions change.</summary>
    public SessionChanges Changes { get; init; } = new();
}
