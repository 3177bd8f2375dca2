using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.Relays;

/// <summary>What a node knows of a relay.</summary>
/// <param name="Identity">Who it is.</param>
public sealed record RelayContact(RelayIdentity Identity)
{
    /// <summary>Whether this node registers with it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The addresses that it may have.</summary>
    public ImmutableArray<IPEndPoint> Addresses { get; init; } = [];

    /// <summary>Its region and zone, which fail as one; null where they are not known.</summary>
    public string? Zone { get; init; }

    /// <summary>The address that it answered from; null until it did.</summary>
    public IPEndPoint? Address { get; init; }

    /// <summary>When it last said that it is about to go; null where it stays.</summary>
    public TimeSpan? LeavingAt { get; init; }

    /// <summary>What it asked to be repeated.</summary>
    public RelayToken Token { get; init; }

    /// <summary>Its latest run, by its own reply.</summary>
    public RelayToken Epoch { get; init; }

    /// <summary>The numbers of its notices in that run.</summary>
    public SequenceWindow Notices { get; init; }

    /// <summary>When to register next.</summary>
    public TimeSpan RegisterAt { get; init; }

    /// <summary>Registrations sent since it last answered.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether the next registration repeats a token that the relay has just sent, after it was silent for long: it is there again.</summary>
    public bool IsBack { get; init; }

    /// <summary>Registrations that it refused since it last took one.</summary>
    public int Refusals { get; init; }

    /// <summary>When it last confirmed the registration; null while it does not stand.</summary>
    public TimeSpan? RegisteredAt { get; init; }

    /// <summary>Why the registration does not stand; null if it does.</summary>
    public string? Problem { get; init; } = "it was not asked yet";
}
