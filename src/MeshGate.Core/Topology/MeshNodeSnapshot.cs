using System.Collections.Immutable;
using MeshGate.Core.Nodes;

namespace MeshGate.Core.Topology;

/// <summary>What the planner knows of one node. Everything in it is as people and daemons wrote it, not yet judged. Equal where all of it is equal.</summary>
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

    /// <summary>Where it stands.</summary>
    public NodePlace Place { get; init; } = NodePlace.Unknown;

    /// <summary>Its share of what is done for others, 0 to 1000; 0 takes nothing new.</summary>
    public int Weight { get; init; } = 100;

    /// <summary>Whether a person wants what it does for others moved elsewhere.</summary>
    public bool Drain { get; init; }

    /// <summary>How much of what it can carry for others is in use, 0 to 1; null where it does not say.</summary>
    public double? Load { get; init; }

    /// <summary>What its daemon measured, in any order. New choices look at it; what was chosen it moves only where <see cref="MeshSnapshot.Interval"/> says so.</summary>
    public ImmutableArray<PeerMeasurement> Measurements { get; init; } = [];

    /// <summary>Its spec as a whole, for <see cref="NodeChecks"/>.</summary>
    public NodeSpecSnapshot Spec { get; init; } = new();

    /// <summary>What of the spec must not change any more, or null while nothing is settled.</summary>
    public NodeSpecSnapshot? Settled { get; init; }

    /// <summary>Whether heartbeats arrive. Silence lowers a node's preference for duties; it never costs it its peers.</summary>
    public bool IsOnline { get; init; } = true;

    /// <summary>What it may do as a relay, or null where it is none.</summary>
    public RelaySnapshot? Relay { get; init; }

    /// <summary>Whether the node is being deleted.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>The settings in force for it.</summary>
    public NodeSettings Settings { get; init; } = new();

    /// <inheritdoc/>
    public bool Equals(MeshNodeSnapshot? other)
        => ReferenceEquals(this, other)
            || (other is not null
                && Name == other.Name
                && Created == other.Created
                && Addresses.SequenceEqual(other.Addresses)
                && AddressProblem == other.AddressProblem
                && PublicKey == other.PublicKey
                && Endpoint == other.Endpoint
                && Place == other.Place
                && Weight == other.Weight
                && Drain == other.Drain
                && Load == other.Load
                && Measurements.SequenceEqual(other.Measurements)
                && Spec == other.Spec
                && Settled == other.Settled
                && IsOnline == other.IsOnline
                && Relay == other.Relay
                && IsLeaving == other.IsLeaving
                && Settings == other.Settings);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, PublicKey, IsOnline, Place);
}
