using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>
/// A relay that leads a row of two: for each pair that its near end wants it asks the other relay, as an end would, from WireGuard's port
/// for a port there, and then from the pair's port here to that one, so that each relay knows the other's by an answer to its own request.
/// Pure. A reply counts only in answer to a request of our own, from the address that was asked, on the port that asked.
/// </summary>
public static class RelayLinks
{
    private const int MaxAddresses = 4;
    private const int LocateEvery = 8;
    private static readonly TimeSpan Hurry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Refused = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Takes one step.</summary>
    public static RelayLinksStep Step(RelayLinksState state, RelayLinksEvent happened, TimeSpan now, Func<TransactionId> newTransaction)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(newTransaction);
        var effects = ImmutableArray.CreateBuilder<RelayLinksEffect>();
        state = happened switch
        {
            RelayLinksEvent.Wanted wanted => Want(state, wanted.Link, now),
            RelayLinksEvent.Released released => Release(state, released.Pair),
            RelayLinksEvent.Located located => Locate(state, located, now),
            RelayLinksEvent.Replied replied => Take(state, replied, now, effects),
            _ => state,
        };
        state = state with { Pending = state.Pending.RemoveRange(state.Pending.Where(entry => now - entry.Value.SentAt > RelayTimers.ReplyTimeout).Select(entry => entry.Key)) };
        foreach (RelayLink link in state.Links.Values.Where(link => link.NextAt <= now))
        {
            state = Pursue(state, link, now, newTransaction, effects);
        }

        return new RelayLinksStep(state, effects.ToImmutable());
    }

    private static RelayLinksState Want(RelayLinksState state, RelayTableEffect.Link wanted, TimeSpan now)
    {
        RelayLink link = state.Links.GetValueOrDefault(wanted.Pair) ?? new RelayLink(wanted.Pair, wanted.Rule) { NextAt = now };
        bool isUrgent = wanted.Port != link.Port || wanted.IsLeaving != link.IsLeaving;
        TimeSpan soon = isUrgent || link.SentAt is not { } sent ? now : sent + Hurry;

        // The near end asks again whenever it doubts, and what it doubts may be behind this relay.
        return Set(state, link with { Port = wanted.Port, IsLeaving = wanted.IsLeaving, NextAt = soon < link.NextAt ? soon : link.NextAt });
    }

    private static RelayLinksState Release(RelayLinksState state, RelayPairKey pair)
    {
        ImmutableDictionary<RelayPairKey, RelayLink> links = state.Links.Remove(pair);
        var needed = links.Values.Select(link => link.Rule.Other.PublicKey).ToHashSet();
        return state with { Links = links, Places = state.Places.RemoveRange(state.Places.Keys.Where(relay => !needed.Contains(relay))) };
    }

    private static RelayLinksState Locate(RelayLinksState state, RelayLinksEvent.Located located, TimeSpan now)
    {
        var asking = state.Links.Values.Where(link => link.Rule.Other.PublicKey == located.Relay).ToList();
        if (asking.Count == 0 || (state.Places.TryGetValue(located.Relay, out ImmutableArray<IPEndPoint> known) && known.SequenceEqual(located.Addresses)))
        {
            return state;
        }

        state = state with { Places = state.Places.SetItem(located.Relay, located.Addresses) };
        return asking.Where(link => link.Home is null).Aggregate(state, (next, link) => Set(next, link with { NextAt = now, Attempts = 0 }));
    }

    private static RelayLinksState Take(RelayLinksState state, RelayLinksEvent.Replied replied, TimeSpan now, ImmutableArray<RelayLinksEffect>.Builder effects)
    {
        if (!state.Pending.TryGetValue(replied.Transaction, out RelayLinkRequest? request)
            || request.Port != replied.Port || !request.To.Equals(replied.From) || now - request.SentAt > RelayTimers.ReplyTimeout
            || !state.Links.TryGetValue(request.Pair, out RelayLink? link) || link.Rule.Other.PublicKey != replied.Relay)
        {
            return state;
        }

        state = state with { Pending = state.Pending.Remove(replied.Transaction) };
        bool isBind = request.Port > 0;
        if (isBind != link.Phase is RelayWantPhase.Binding or RelayWantPhase.Ready || (isBind && !(request.Port == link.Port && request.To.Equals(link.Address))))
        {
            return state;
        }

        link = isBind ? link : link with { Home = replied.From, IsBack = link.Home is null };
        RelayMessage reply = replied.Message;
        switch (reply.Kind)
        {
            case RelayMessageKind.Challenge:
                return Set(state, link with { Token = reply.Token, NextAt = link.Attempts < RelayTimers.MaxAttempts || link.IsBack ? now : link.NextAt });
            case RelayMessageKind.Waiting:
                TimeSpan wait = link.Phase == RelayWantPhase.Ready ? RelayTimers.Refresh : RelayReplies.Backoff(link.Waits, Hurry);
                return Set(state, link with { Attempts = 0, Waits = link.Waits + 1, NextAt = now + wait });
            case RelayMessageKind.Granted when !isBind && reply.Port > 0:
                effects.Add(new RelayLinksEffect.Tell(new RelayTableEvent.LinkGranted(link.Pair)));
                return Set(state, link with
                {
                    Phase = RelayWantPhase.Binding, Address = new IPEndPoint(replied.From.Address, reply.Port), Token = default,
                    Attempts = 0, Waits = 0, NextAt = link.Port is null ? now + Patience : now,
                });
            case RelayMessageKind.Bound when isBind:
                effects.Add(new RelayLinksEffect.Tell(new RelayTableEvent.LinkBound(link.Pair, request.To, reply.Refusal == RelayRefusal.Draining)));
                return Set(state, link with { Phase = RelayWantPhase.Ready, Attempts = 0, Waits = 0, NextAt = now + RelayTimers.Refresh });
            case RelayMessageKind.Refused:
                return Set(state, isBind ? Anew(link, now) : link with { Attempts = 0, NextAt = now + Refused });
            default:
                return state;
        }
    }

    private static RelayLinksState Pursue(
        RelayLinksState state, RelayLink link, TimeSpan now, Func<TransactionId> newTransaction, ImmutableArray<RelayLinksEffect>.Builder effects)
    {
        // The other relay may have been started anew, or the near end too late with its port.
        if (link.Phase != RelayWantPhase.Asking && (link.Port is null || link.Attempts >= RelayTimers.MaxAttempts))
        {
            link = Anew(link, now);
        }

        if (link.Phase == RelayWantPhase.Asking && link.Attempts >= RelayTimers.MaxAttempts && !link.IsBack)
        {
            link = link with { Home = null, Token = default };
        }

        bool isAsking = link.Phase == RelayWantPhase.Asking;
        ImmutableArray<IPEndPoint> targets = !isAsking ? [link.Address!]
            : link.Home is { } home ? [home]
            : [.. state.Places.GetValueOrDefault(link.Rule.Other.PublicKey, []).Take(MaxAddresses)];
        if (isAsking && link.Home is null && (targets.IsEmpty || link.Attempts % LocateEvery == RelayTimers.MaxAttempts))
        {
            effects.Add(new RelayLinksEffect.Locate(link.Rule.Other));
        }

        var message = new RelayMessage
        {
            Kind = isAsking ? RelayMessageKind.LinkAsk : RelayMessageKind.LinkBind,
            Refusal = link.IsLeaving && !isAsking ? RelayRefusal.Draining : RelayRefusal.None,
            Peer = link.Rule.Far,
            Via = link.Rule.Near.PublicKey,
            Token = link.Token,
        };
        int port = isAsking ? 0 : link.Port!.Value;
        foreach (IPEndPoint target in targets)
        {
            TransactionId transaction = newTransaction();
            state = state with { Sequence = state.Sequence + 1, Pending = state.Pending.SetItem(transaction, new RelayLinkRequest(link.Pair, port, target, now)) };
            effects.Add(new RelayLinksEffect.Send(link.Rule.Other, port, target, transaction, message with { Sequence = state.Sequence }));
        }

        TimeSpan wait = targets.IsEmpty ? Hurry : link.Phase == RelayWantPhase.Ready ? RelayTimers.Retry * 2 : RelayReplies.Backoff(link.Attempts, RelayTimers.ReplyTimeout);
        return Set(state, link with { IsBack = false, Attempts = link.Attempts + 1, SentAt = now, NextAt = now + wait });
    }

    private static RelayLink Anew(RelayLink link, TimeSpan now)
        => link with { Phase = RelayWantPhase.Asking, Address = null, Token = default, Attempts = 0, Waits = 0, NextAt = now };

    private static RelayLinksState Set(RelayLinksState state, RelayLink link) => state with { Links = state.Links.SetItem(link.Pair, link) };
}
