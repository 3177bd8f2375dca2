using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.Discovery;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>What the report says about the machine itself.</summary>
public sealed record ReportFacts
{
    /// <summary>WireGuard's UDP port.</summary>
    public required int ListenPort { get; init; }

    /// <summary>The revision that was last ordered.</summary>
    public required string? WantedRevision { get; init; }

    /// <summary>The revision that is in force.</summary>
    public required string? AppliedRevision { get; init; }

    /// <summary>Why the tunnel is not as wanted; null if it is.</summary>
    public required string? DeviceProblem { get; init; }

    /// <summary>What of the assignment could not be used.</summary>
    public required ImmutableArray<string> AssignmentProblems { get; init; }

    /// <summary>The node's own candidates, best first.</summary>
    public required ImmutableArray<RemoteCandidate> Candidates { get; init; }

    /// <summary>Whether this node's relay ports are reached; null where it is no relay.</summary>
    public Relays.RelayReachReport? RelayReach { get; init; }

    /// <summary>The pairs that still meet at this node although it is about to go; null where it is not.</summary>
    public int? RelayPairsLeft { get; init; }

    /// <summary>How much of what this node may carry for others is in use, in percent; null where it is no relay.</summary>
    public int? RelayLoadPercent { get; init; }

    /// <summary>Why a peer, by its key, has no path through a relay node; null where it has one or needs none.</summary>
    public Func<PublicKey, string?> RelayProblem { get; init; } = _ => null;

    /// <summary>Through which gateways this node reaches networks; null for none.</summary>
    public IReadOnlyList<Kubernetes.Entities.GatewayReport>? Gateways { get; init; }

    /// <summary>What is left alone since it failed again and again; null for nothing.</summary>
    public IReadOnlyList<Kubernetes.Entities.BreakerReport>? Breakers { get; init; }

    /// <summary>Why this node does not forward as a gateway; empty where it does, null where it is none.</summary>
    public string? Forwarding { get; init; }

    /// <summary>How the TURN servers do.</summary>
    public Turn.TurnServersReport Turn { get; init; } = NodeDaemon.Turn.TurnServersReport.None;

    /// <summary>Which sessions are awake; null where none sleeps.</summary>
    public Core.Connections.PoolState? Pool { get; init; }

    /// <summary>A peer's failovers, by its name; null where there is nothing to say.</summary>
    public Func<string, Failover.PeerFailover?> Failover { get; init; } = _ => null;

    /// <summary>What hellos say of a peer's path, by its name.</summary>
    public Func<string, Health.HelloReading> Hellos { get; init; } = _ => default;

    /// <summary>What STUN found; null until the first round has ended.</summary>
    public required DiscoveryFindings? Findings { get; init; }

    /// <summary>What the router lends; null until that is known.</summary>
    public PortMappingReport? PortMapping { get; init; }
}
