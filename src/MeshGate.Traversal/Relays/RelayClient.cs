using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>
/// A node's side: it keeps a registration with each of its own relays, and meets peers at relays where that is wanted. Pure: state,
/// event and now in, state and effects out; only transaction ids come from outside. A reply counts only in answer to a request of
/// our own, from the address that was asked.
/// </summary>
public static class RelayClient
{
    /// <summary>The most requests in flight.</summary>
    private const int MaxPending = 2048;

    /// <summary>Between two looks for what may be forgotten: to look costs more than most steps do.</summary>
    private static readonly TimeSpan PruneInterval = TimeSpan.FromSeconds(1);

    /// <summary>Takes one step.</summary>
    public static RelayClientStep Step(RelayClientState state, RelayClientEvent happened, TimeSpan now, Func<TransactionId> newTransaction)
    {
        ArgumentNullException.ThrowIfNull(state);
        var effects = ImmutableArray.CreateBuilder<RelayClientEffect>();
        RelayClientState next = happened switch
        {
            RelayClientEvent.Assigned assigned => Assign(state, assigned.Relays, now, effects),
            RelayClientEvent.Located located => Locate(state, located, now),
            RelayClientEvent.Wanted wanted => RelayStandby.Want(Want(state, wanted, now), wanted, now, effects),
            RelayClientEvent.StandbyUsed used => RelayStandby.Use(state, used.Peer, now),
            RelayClientEvent.Released released => Release(state, released, effects),
            RelayClientEvent.Doubted doubted => Doubt(state, doubted.Peer, now),
            RelayClientEvent.Moved => Move(state, now),
            RelayClientEvent.Replied replied => Reply(state, replied, now, effects),
            RelayClientEvent.Noticed noticed => Notice(state, noticed, now, effects),
            _ => state,
        };
        next = RelayClientSchedule.Run(Prune(next, now), now, newTransaction, effects);
        return new RelayClientStep(next, effects.ToImmutable());
    }

    private static RelayClientState Assign(
        RelayClientState state, ImmutableArray<RelayIdentity> relays, TimeSpan now, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        var own = relays.DistinctBy(relay => relay.PublicKey).ToDictionary(relay => relay.PublicKey);
        foreach (RelayContact contact in state.Relays.Values.Where(contact => contact.IsOwn && !own.ContainsKey(contact.Identity.PublicKey)))
        {
            state = state with { Relays = state.Relays.SetItem(contact.Identity.PublicKey, contact with { IsOwn = false, RegisteredAt = null }) };
        }

        foreach (RelayIdentity relay in own.Values)
        {
            RelayContact known = state.Relays.GetValueOrDefault(relay.PublicKey) ?? new RelayContact(relay);
            if (!known.IsOwn)
            {
                state = state with { Relays = state.Relays.SetItem(relay.PublicKey, known with { IsOwn = true, RegisterAt = now }) };
                effects.Add(new RelayClientEffect.Locate(relay));
            }
        }

        return state;
    }

    private static RelayClientState Locate(RelayClientState state, RelayClientEvent.Located located, TimeSpan now)
    {
        if (!state.Relays.TryGetValue(located.Relay, out RelayContact? contact) || (contact.Zone == located.Zone && contact.Addresses.SequenceEqual(located.Addresses)))
        {
            return state;
        }

        bool isSame = contact.Address is { } address && located.Addresses.Contains(address);
        contact = contact with { Addresses = located.Addresses, Zone = located.Zone, Address = isSame ? contact.Address : null, RegisterAt = isSame ? contact.RegisterAt : now };
        state = state with { Relays = state.Relays.SetItem(located.Relay, contact) };
        foreach (RelayWant want in state.All.Where(want => want.Phase == RelayWantPhase.Asking && want.Relay?.PublicKey == located.Relay))
        {
            state = state.With(want with { NextAt = now, Attempts = 0 });
        }

        return state;
    }

    private static RelayClientState Want(RelayClientState state, RelayClientEvent.Wanted wanted, TimeSpan now)
    {
        ImmutableArray<RelayIdentity> relays = [.. wanted.Relays.Where(relay => relay.PublicKey != wanted.Peer && relay.Via != wanted.Peer).DistinctBy(relay => (relay.PublicKey, relay.Via))];
        RelayWant? known = state.Wants.GetValueOrDefault(wanted.Peer);
        if (known is not null && known.Relays.SequenceEqual(relays))
        {
            return known.IsInvited ? state with { Wants = state.Wants.SetItem(wanted.Peer, known with { IsInvited = false }) } : state;
        }

        // A relay that is in use, or about to be, stays so whatever the new order says.
        int standing = known?.Relay is { } relay && known.Phase != RelayWantPhase.Resting ? relays.IndexOf(relay) : -1;
        RelayWant want = standing >= 0
            ? known! with { Relays = relays, Index = standing, IsInvited = false }
            : known is { Phase: RelayWantPhase.Ready }
                ? known with { Relays = relays.Insert(0, known.Relay!), Index = 0, IsInvited = false }
                : new RelayWant(wanted.Peer, relays) { Since = now, NextAt = now };
        foreach (RelayIdentity one in relays.Where(one => !state.Relays.ContainsKey(one.PublicKey)))
        {
            state = state with { Relays = state.Relays.SetItem(one.PublicKey, new RelayContact(one.Alone)) };
        }

        return state with { Wants = state.Wants.SetItem(wanted.Peer, want) };
    }

    private static RelayClientState Release(RelayClientState state, RelayClientEvent.Released released, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        foreach (RelayWant want in new[] { state.Standbys.GetValueOrDefault(released.Peer), state.Wants.GetValueOrDefault(released.Peer) }.OfType<RelayWant>())
        {
            state = RelayStandby.Release(state, want, released.Reason, effects);
        }

        return state;
    }

    private static RelayClientState Doubt(RelayClientState state, PublicKey peer, TimeSpan now)
        => state.Wants.GetValueOrDefault(peer) is { Phase: RelayWantPhase.Ready, Attempts: 0 } want
            ? state with { Wants = state.Wants.SetItem(peer, want with { NextAt = now }) }
            : state;

    private static RelayClientState Move(RelayClientState state, TimeSpan now) => state with
    {
        Relays = state.Relays.SetItems(state.Relays.Select(entry => KeyValuePair.Create(entry.Key, entry.Value with { RegisterAt = now, Attempts = 0 }))),
        Wants = Hurry(state.Wants, now),
        Standbys = Hurry(state.Standbys, now),
    };

    private static ImmutableSortedDictionary<PublicKey, RelayWant> Hurry(ImmutableSortedDictionary<PublicKey, RelayWant> wants, TimeSpan now)
        => wants.SetItems(wants.Select(entry => KeyValuePair.Create(entry.Key, entry.Value with { NextAt = now, Attempts = 0 })));

    private static RelayClientState Reply(
        RelayClientState state, RelayClientEvent.Replied replied, TimeSpan now, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        if (!state.Pending.TryGetValue(replied.Transaction, out RelayRequest? request)
            || request.Relay != replied.Relay || !request.To.Equals(replied.From) || now - request.SentAt > RelayTimers.ReplyTimeout
            || !state.Relays.TryGetValue(replied.Relay, out RelayContact? contact))
        {
            return state;
        }

        state = state with { Pending = state.Pending.Remove(replied.Transaction) };
        if (request.Kind is not (RelayMessageKind.Bind or RelayMessageKind.ChainBind))
        {
            contact = Hear(contact, replied);
            state = state with { Relays = state.Relays.SetItem(replied.Relay, contact) };
        }

        return request.Kind == RelayMessageKind.Register
            ? state with { Relays = state.Relays.SetItem(replied.Relay, RelayReplies.Registration(contact, replied.Message, now)) }
            : state.Find(request.Peer, replied.Relay, request.Via) is { } want
                ? RelayReplies.Meeting(state, want, contact, request, replied.Message, now, effects)
                : state;
    }

    private static RelayContact Hear(RelayContact contact, RelayClientEvent.Replied replied)
    {
        if (replied.Message.Kind == RelayMessageKind.Challenge)
        {
            return contact with { Address = replied.From, Token = replied.Message.Token, IsBack = contact.Address is null };
        }

        contact = contact with { Address = replied.From };
        return contact.Epoch == replied.Message.Token ? contact : contact with { Epoch = replied.Message.Token, Notices = default };
    }

    private static RelayClientState Notice(RelayClientState state, RelayClientEvent.Noticed noticed, TimeSpan now, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        PublicKey peer = noticed.Message.Peer;
        if (!state.Relays.TryGetValue(noticed.Relay, out RelayContact? contact)
            || contact.Epoch.IsNone || contact.Epoch != noticed.Message.Token
            || contact.Notices.Take(noticed.Message.Sequence) is not { } window)
        {
            return state;
        }

        state = state with { Relays = state.Relays.SetItem(noticed.Relay, contact with { Notices = window }) };
        if (state.Find(peer, noticed.Relay, noticed.Message.Via) is { Phase: not RelayWantPhase.Resting } met)
        {
            return met.Phase == RelayWantPhase.Ready ? state : state.With(met with { NextAt = now });
        }

        // Two relays in a row are taken by order alone: nobody is invited to that.
        PublicKey via = noticed.Message.Via;
        RelayIdentity? meant = via.IsZero ? contact.Identity : state.Wants.GetValueOrDefault(peer)?.Relays.FirstOrDefault(relay => relay.PublicKey == noticed.Relay && relay.Via == via);
        if (meant is null)
        {
            return state;
        }

        // A peer that has this node's first relay wants a second.
        bool isStandby = state.Wants.GetValueOrDefault(peer) is { Phase: RelayWantPhase.Ready };
        RelayWant? want = (isStandby ? state.Standbys : state.Wants).GetValueOrDefault(peer);
        if (want is null && via.IsZero)
        {
            return state.With(new RelayWant(peer, [contact.Identity]) { IsStandby = isStandby, IsInvited = true, WantedAt = now, Since = now, NextAt = now });
        }

        // A standby is left for two relays that are ordered before it: the peer asks for them seldom, and at times of its own.
        bool isBetter = !via.IsZero && want is { IsStandby: true } && want.Relays.IndexOf(meant) is var place and >= 0 && place < want.Index;

        // The peer is there already, which no other relay can say.
        if (want?.Phase is RelayWantPhase.Asking or RelayWantPhase.Resting || (want is not null && isBetter))
        {
            if (want is { Phase: RelayWantPhase.Ready, Address: { } address })
            {
                effects.Add(new RelayClientEffect.PathLost(peer, address, "a relay that the route prefers is tried"));
            }

            ImmutableArray<RelayIdentity> relays = want.Relays.Contains(meant) ? want.Relays : want.Relays.Add(meant);
            want = want with
            {
                Relays = relays, Index = relays.IndexOf(meant), Phase = RelayWantPhase.Asking,
                Since = now, NextAt = now, Attempts = 0, Waits = 0, Address = null, IsLeaving = false, Token = default,
            };
            return state.With(want);
        }

        return state;
    }

    /// <summary>Forgets requests that nobody will answer, and relays that nobody needs.</summary>
    private static RelayClientState Prune(RelayClientState state, TimeSpan now)
    {
        if (now < state.PruneAt && state.Pending.Count <= MaxPending)
        {
            return state;
        }

        state = state with { PruneAt = now + PruneInterval };
        var late = state.Pending.Where(entry => now - entry.Value.SentAt > RelayTimers.ReplyTimeout).Select(entry => entry.Key).ToList();
        ImmutableDictionary<TransactionId, RelayRequest> pending = state.Pending.RemoveRange(late);
        pending = pending.Count <= MaxPending ? pending : pending.RemoveRange(pending.OrderBy(entry => entry.Value.SentAt).Take(pending.Count - MaxPending).Select(entry => entry.Key).ToList());
        state = ReferenceEquals(pending, state.Pending) ? state : state with { Pending = pending };

        // Mostly there are none but own ones, and nothing to ask all peers for.
        var others = state.Relays.Where(entry => !entry.Value.IsOwn).Select(entry => entry.Key).ToList();
        if (others.Count == 0)
        {
            return state;
        }

        var needed = state.All.SelectMany(want => want.Relays).Select(relay => relay.PublicKey).ToHashSet();
        return state with { Relays = state.Relays.RemoveRange(others.Where(key => !needed.Contains(key))) };
    }
}
