using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>A peer to be met at a relay.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Relays">The relays to try, in this order.</param>
public sealed record RelayWant(PublicKey Peer, ImmutableArray<RelayIdentity> Relays)
{
    /// <summary>Of a standby: how often the relay that comes first was sought.</summary>
    public int Tries { get; init; }

    /// <summary>Whether it is the second relay of a pair in use, for when the first fails.</summary>
    public bool IsStandby { get; init; }

    /// <summary>When a standby was last wanted.</summary>
    public TimeSpan WantedAt { get; init; }

    /// <summary>Whether only the peer's wish made it.</summary>
    public bool IsInvited { get; init; }

    /// <summary>How far it is.</summary>
    public RelayWantPhase Phase { get; init; }

    /// <summary>Which relay's turn it is.</summary>
    public int Index { get; init; }

    /// <summary>When this relay's turn, or the wait for the other end, began.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>When to send next.</summary>
    public TimeSpan NextAt { get; init; }

    /// <summary>Requests since the last reply that helped.</summary>
    public int Attempts { get; init; }

    /// <summary>Replies that said to wait.</summary>
    public int Waits { get; init; }

    /// <summary>Whether the relay said that the peer is not registered with it.</summary>
    public bool IsPeerStranger { get; init; }

    /// <summary>Rounds over all relays without success.</summary>
    public int Rounds { get; init; }

    /// <summary>The pair's address at the relay; null until it was granted.</summary>
    public IPEndPoint? Address { get; init; }

    /// <summary>Whether the relay said that it is about to go.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>What the pair's port asked to be repeated.</summary>
    public RelayToken Token { get; init; }

    /// <summary>What went wrong with the relays tried, a sentence each.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>The relay whose turn it is; null if there is none.</summary>
    public RelayIdentity? Relay => Index < Relays.Length ? Relays[Index] : null;
}
