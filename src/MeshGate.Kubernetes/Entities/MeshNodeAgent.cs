namespace MeshGate.Kubernetes.Entities;

/// <summary>A daemon's report about its own machine. Written on a change that means something, not on every measurement.</summary>
public sealed record MeshNodeAgent
{
    /// <summary>The node's WireGuard public key, base64 of 32 bytes (44 characters).</summary>
    public string? PublicKey { get; init; }

    /// <summary>WireGuard's UDP port in use on this machine.</summary>
    public int? ListenPort { get; init; }

    /// <summary>Addresses at which peers may reach this node, best first, at most 8.</summary>
    public IReadOnlyList<Candidate>? Candidates { get; init; }

    /// <summary>What was found out about the NATs in front of this node.</summary>
    public NatBehavior? Nat { get; init; }

    /// <summary>The revision of the assignment that is in force on the machine.</summary>
    public string? AppliedRevision { get; init; }

    /// <summary>The daemon's version.</summary>
    public string? Version { get; init; }

    /// <summary>One summary for each peer, ordered by name.</summary>
    public IReadOnlyList<PeerSummary>? Peers { get; init; }

    /// <summary>The daemon's own conditions: WireGuardReady, StunReachable, AssignmentApplied.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
