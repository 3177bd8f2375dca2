namespace MeshGate.Lab.Swarm.Agents;

/// <summary>What a simulated daemon has done and seen so far, of which its report tells.</summary>
/// <param name="Wanted">The revision that was last ordered; null before the first.</param>
/// <param name="Applied">The revision in force; null before the first.</param>
/// <param name="IsDiscovered">Whether the first discovery has ended.</param>
/// <param name="Peers">The peers, ordered by name.</param>
/// <param name="Transitions">When each of the daemon's own conditions last changed.</param>
public sealed record AgentKnowledge(
    string? Wanted,
    string? Applied,
    bool IsDiscovered,
    IReadOnlyList<KnownPeer> Peers,
    ConditionTimes Transitions);
