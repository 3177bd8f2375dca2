using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>Everything that a node knows of the relays it uses. A value: <see cref="RelayClient"/> makes the next one from it.</summary>
public sealed record RelayClientState
{
    /// <summary>The relays, by key.</summary>
    public ImmutableSortedDictionary<PublicKey, RelayContact> Relays { get; init; } = ImmutableSortedDictionary<PublicKey, RelayContact>.Empty;

    /// <summary>The peers to be met at relays, by key.</summary>
    public ImmutableSortedDictionary<PublicKey, RelayWant> Wants { get; init; } = ImmutableSortedDictionary<PublicKey, RelayWant>.Empty;

    /// <summary>The second relays of peers in use, by the peer's key. Never the relay of the peer's first.</summary>
    public ImmutableSortedDictionary<PublicKey, RelayWant> Standbys { get; init; } = ImmutableSortedDictionary<PublicKey, RelayWant>.Empty;

    /// <summary>The requests in flight.</summary>
    public ImmutableDictionary<TransactionId, RelayRequest> Pending { get; init; } = ImmutableDictionary<TransactionId, RelayRequest>.Empty;

    /// <summary>When it is next looked for what may be forgotten.</summary>
    public TimeSpan PruneAt { get; init; }

    /// <summary>The number of the latest request. All relays share it: to one that was forgotten and is asked again no number may come twice.</summary>
    public ulong Sequence { get; init; }

    /// <summary>Requests without an answer after which another relay is asked to meet a peer; 2 or more, since the first is answered by a challenge.</summary>
    public int MaxAsks { get; init; } = RelayTimers.MaxAttempts;

    /// <summary>The longest wait for an answer to one of these.</summary>
    public TimeSpan AnswerTimeout { get; init; } = RelayTimers.ReplyTimeout;

    /// <summary>When something is due next; null if nothing is.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            TimeSpan? due = null;
            foreach (RelayContact relay in Relays.Values)
            {
                due = relay.IsOwn && (due is null || relay.RegisterAt < due) ? relay.RegisterAt : due;
            }

            foreach (RelayWant want in All)
            {
                due = due is null || want.NextAt < due ? want.NextAt : due;
            }

            return due;
        }
    }

    /// <summary>Both relays of every peer.</summary>
    internal IEnumerable<RelayWant> All => Standbys.IsEmpty ? Wants.Values : Wants.Values.Concat(Standbys.Values);

    /// <summary>What is wanted of a peer at one relay; null for nothing.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="relay">The relay.</param>
    /// <param name="via">The relay behind it; zero for none.</param>
    internal RelayWant? Find(PublicKey peer, PublicKey relay, PublicKey via)
        => Wants.TryGetValue(peer, out RelayWant? want) && want.Relay is { } first && first.PublicKey == relay && first.Via == via ? want
            : Standbys.TryGetValue(peer, out RelayWant? standby) && standby.Relay is { } second && second.PublicKey == relay && second.Via == via ? standby
            : null;

    /// <summary>Whether a want is still the state's.</summary>
    internal bool Holds(RelayWant want) => ReferenceEquals((want.IsStandby ? Standbys : Wants).GetValueOrDefault(want.Peer), want);

    /// <summary>Puts a want in its place.</summary>
    internal RelayClientState With(RelayWant want)
        => want.IsStandby ? this with { Standbys = Standbys.SetItem(want.Peer, want) } : this with { Wants = Wants.SetItem(want.Peer, want) };

    /// <summary>Takes a want away.</summary>
    internal RelayClientState Without(RelayWant want)
        => want.IsStandby ? this with { Standbys = Standbys.Remove(want.Peer) } : this with { Wants = Wants.Remove(want.Peer) };
}
