using System.Collections.Immutable;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Topology;

/// <summary>What the planner knows of one node. Everything in it is as people and daemons wrote it, not yet judged.</summary>
public sealed record MeshNodeSnapshot
{
    /// <summary>The node's name, unique.</summary>
    public required string Name { get; init; }

    /// <summary>The node's age against others.</summary>
    public required CreationOrder Created { get; init; }

    /// <summary>Mesh addresses; empty until they are allocated.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Why no address could be allocated, or null.</summary>
    public string? AddressProblem { get; init; }

    /// <summary>WireGuard public key; null until the daemon reports it.</summary>
    public string? PublicKey { get; init; }

    /// <summary>Public endpoint that a person declared, or null.</summary>
    public string? Endpoint { get; init; }

    /// <summary>What is wrong with the rest of its spec; see <see cref="Nodes.NodeChecks"/>.</summary>
    public ImmutableArray<Finding> SpecFindings { get; init; } = [];

    /// <summary>Whether heartbeats arrive. Silence lowers a node's preference for duties; it never costs it its peers.</summary>
    public bool IsOnline { get; init; } = true;

    /// <summary>Whether the node is being deleted.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>The settings in force for it.</summary>
    public NodeSettings Settings { get; init; } = new();
}
