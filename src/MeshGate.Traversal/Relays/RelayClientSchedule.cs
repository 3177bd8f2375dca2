using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>Sends what is due, and gives up relays that are silent.</summary>
internal static class RelayClientSchedule
{
    /// <summary>The most addresses of a relay that are tried at once.</summary>
    private const int MaxAddresses = 4;

    /// <summary>Of so many registrations that nothing answers one asks the API where the relay is now: about one in each minute.</summary>
    private const int LocateEvery = 3;

    private static readonly TimeSpan LocateInterval = TimeSpan.FromSeconds(1);

    internal static RelayClientState Run(
        RelayClientState state, TimeSpan now, Func<TransactionId> newTransaction, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        foreach (RelayContact contact in state.Relays.Values)
        {
            if (contact.IsOwn && contact.RegisterAt <= now)
            {
                state = Register(state, contact, now, newTransaction, effects);
            }
        }

        foreach (RelayWant want in state.All)
        {
            if (want.NextAt <= now && state.Holds(want))
            {
                state = Pursue(state, want, now, newTransaction, effects);
            }
        }

        return state;
    }

    private static RelayClientState Register(
        RelayClientState state, RelayContact contact, TimeSpan now, Func<TransactionId> newTransaction, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        if (contact.Attempts >= RelayTimers.MaxAttempts && !contact.IsBack)
        {
            // Perhaps it moved; every address of it is tried from now on.
            contact = contact with { Address = null, RegisteredAt = null, Problem = contact.Addresses.IsEmpty ? "its address is not known" : "it does not answer" };
            if ((contact.Attempts - RelayTimers.MaxAttempts) % LocateEvery == 0)
            {
                effects.Add(new RelayClientEffect.Locate(contact.Identity));
            }
        }

        contact = contact with { IsBack = false, Attempts = contact.Attempts + 1, RegisterAt = now + RelayReplies.Backoff(contact.Attempts, RelayTimers.RegisterSlowest) };
        return Send(state, contact, Targets(contact), new RelayMessage { Kind = RelayMessageKind.Register }, now, newTransaction, effects);
    }

    private static RelayClientState Pursue(
        RelayClientState state, RelayWant want, TimeSpan now, Func<TransactionId> newTransaction, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        if (RelayStandby.IsOver(want, now))
        {
            return RelayStandby.Release(state, want, "nobody uses the pair", effects);
        }

        if (want.Phase == RelayWantPhase.Resting)
        {
            want = want with { Phase = RelayWantPhase.Asking, Index = RelayStandby.Turn(state, want, 0, now), Since = now, Attempts = 0, Waits = 0 };
        }

        if (want.Relay is not { } relay || !state.Relays.TryGetValue(relay.PublicKey, out RelayContact? contact))
        {
            return state.With(want with { Phase = RelayWantPhase.Resting, NextAt = now + RelayTimers.Slowest, Problems = ["no relay is known to both ends"] });
        }

        if (want.Attempts >= (want.Phase == RelayWantPhase.Ready ? RelayTimers.MaxAttempts : state.MaxAsks))
        {
            if (!contact.Addresses.IsEmpty)
            {
                effects.Add(new RelayClientEffect.Failed(relay));
            }

            string silence = want.Phase == RelayWantPhase.Ready ? "no longer answers" : contact.Addresses.IsEmpty ? "has no known address" : "does not answer";
            return Run(RelayReplies.Next(state, want, $"{relay.Path} {silence}", now, effects), now, newTransaction, effects);
        }

        if (want.Phase != RelayWantPhase.Ready && want.Waits > 0 && now - want.Since >= (want.IsPeerStranger ? RelayTimers.PatienceForStrangers : RelayTimers.Patience))
        {
            return Run(RelayReplies.Next(state, want, $"the peer did not come to {relay.Path}", now, effects), now, newTransaction, effects);
        }

        ImmutableArray<IPEndPoint> targets = want.Phase == RelayWantPhase.Asking ? Targets(contact) : [want.Address!];
        if (targets.IsEmpty)
        {
            effects.Add(new RelayClientEffect.Locate(relay));
        }

        TimeSpan wait = targets.IsEmpty ? LocateInterval : want.Phase == RelayWantPhase.Ready ? RelayTimers.Retry * 2 : RelayReplies.Backoff(want.Attempts, state.AnswerTimeout);
        state = state.With(want with { Attempts = want.Attempts + 1, NextAt = now + wait });
        bool isChain = relay.Chain is not null;
        RelayMessage message = want.Phase == RelayWantPhase.Asking
            ? new RelayMessage { Kind = isChain ? RelayMessageKind.ChainAsk : RelayMessageKind.Ask, Peer = want.Peer, Via = relay.Via }
            : new RelayMessage { Kind = isChain ? RelayMessageKind.ChainBind : RelayMessageKind.Bind, Peer = want.Peer, Via = relay.Via, Token = want.Token };
        return Send(state, contact, targets, message, now, newTransaction, effects);
    }

    private static ImmutableArray<IPEndPoint> Targets(RelayContact contact)
        => contact.Address is { } address ? [address] : [.. contact.Addresses.Take(MaxAddresses)];

    private static RelayClientState Send(
        RelayClientState state, RelayContact contact, ImmutableArray<IPEndPoint> targets, RelayMessage message, TimeSpan now,
        Func<TransactionId> newTransaction, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        foreach (IPEndPoint target in targets)
        {
            TransactionId transaction = newTransaction();
            RelayToken token = message.Kind is RelayMessageKind.Bind or RelayMessageKind.ChainBind ? message.Token : target.Equals(contact.Address) ? contact.Token : default;
            effects.Add(new RelayClientEffect.Send(contact.Identity.PublicKey, target, transaction, message with { Sequence = state.Sequence + 1, Token = token }));
            state = state with { Sequence = state.Sequence + 1, Pending = state.Pending.SetItem(transaction, new RelayRequest(contact.Identity.PublicKey, message.Peer, message.Via, message.Kind, target, now)) };
        }

        return state with { Relays = state.Relays.SetItem(contact.Identity.PublicKey, contact) };
    }
}
