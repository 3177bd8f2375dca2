using MeshGate.Traversal.Discovery;

namespace MeshGate.Probing.Behavior;

/// <summary>What was found out about the NATs and firewalls of one address family, from ports of the test's own.</summary>
/// <param name="Mapping">The mapping; null when no server could be asked.</param>
/// <param name="Filtering">The filtering.</param>
/// <param name="Hairpin">Whether packets from inside reach an outside address of the same NAT.</param>
public sealed record BehaviorFindings(MappingFinding? Mapping, FilteringFinding Filtering, HairpinFinding Hairpin)
{
    /// <summary>The server that can tell mappings and filters apart; null when none can.</summary>
    public BehaviorServer? Server { get; init; }
}
