using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.Relays;

/// <summary>What a relay's replies change.</summary>
internal static class RelayReplies
{
    internal static RelayContact Registration(RelayContact contact, RelayMessage reply, TimeSpan now) => reply.Kind switch
    {
        RelayMessageKind.Challenge => contact with { RegisterAt = contact.Attempts < RelayTimers.MaxAttempts || contact.IsBack ? now : contact.RegisterAt },
        RelayMessageKind.Registered => contact with { Attempts = 0, Refusals = 0, RegisteredAt = now, RegisterAt = now + RelayTimers.Register, Problem = null },
        RelayMessageKind.Refused => contact with
        {
            Attempts = 0, Refusals = contact.Refusals + 1, RegisteredAt = null,
            RegisterAt = now + Backoff(contact.Refusals, RelayTimers.Slowest, RelayTimers.RegisterRefused), Problem = Words(reply.Refusal),
        },
        _ => contact,
    };

    internal static RelayClientState Meeting(
        RelayClientState state, RelayWant want, RelayContact contact, RelayRequest request, RelayMessage reply, TimeSpan now,
        ImmutableArray<RelayClientEffect>.Builder effects)
    {
        bool isBind = request.Kind is RelayMessageKind.Bind or RelayMessageKind.ChainBind;
        RelayIdentity relay = want.Relay ?? contact.Identity;
        if (isBind != want.Phase is RelayWantPhase.Binding or RelayWantPhase.Ready || (isBind && !request.To.Equals(want.Address)))
        {
            return state;
        }

        return reply.Kind switch
        {
            RelayMessageKind.Challenge => Set(want with
            {
                Token = isBind ? reply.Token : want.Token,
                NextAt = want.Attempts < (want.Phase == RelayWantPhase.Ready ? RelayTimers.MaxAttempts : state.MaxAsks) ? now : want.NextAt,
            }),
            RelayMessageKind.Waiting when want.Phase == RelayWantPhase.Ready => Set(want with { Attempts = 0, NextAt = now + RelayTimers.Refresh }),
            RelayMessageKind.Waiting => Set(want with { Attempts = 0, IsPeerStranger = reply.Refusal == RelayRefusal.UnknownPeer, Waits = want.Waits + 1, NextAt = now + Backoff(want.Waits, TimeSpan.FromSeconds(1)) }),
            RelayMessageKind.Granted when !isBind && reply.Port > 0 => Set(want with
            {
                Phase = RelayWantPhase.Binding, Address = new IPEndPoint(request.To.Address, reply.Port), Token = default,
                Since = now, NextAt = now, Attempts = 0, Waits = 0,
            }),
            RelayMessageKind.Bound when isBind => Bound(),
            RelayMessageKind.Refused when want.Phase == RelayWantPhase.Ready => Lose(),

            // The orders of two relays and two ends do not arrive all at once.
            RelayMessageKind.Refused when relay.Chain is not null && reply.Refusal == RelayRefusal.NotServed && now - want.Since < RelayTimers.Patience => Set(want with
            {
                Attempts = 0, NextAt = now + TimeSpan.FromSeconds(1),
            }),
            RelayMessageKind.Refused => Refuse(),
            _ => state,
        };

        RelayClientState Set(RelayWant next) => state.With(next);

        RelayClientState Refuse()
        {
            // That it may not, or does not know the pair, is about this pair alone.
            if (reply.Refusal is RelayRefusal.Quota or RelayRefusal.NoPort)
            {
                effects.Add(new RelayClientEffect.Failed(contact.Identity));
            }

            return Next(state, want, $"{relay.Path} refused: {Words(reply.Refusal)}", now, effects);
        }

        RelayClientState Bound()
        {
            bool isLeaving = reply.Refusal == RelayRefusal.Draining;
            if (want.Phase == RelayWantPhase.Binding || isLeaving != want.IsLeaving)
            {
                effects.Add(new RelayClientEffect.PathReady(want.Peer, want.Address!, relay, isLeaving));
            }

            // Of two in a row it may be the other that is about to go.
            state = relay.Chain is not null ? state : state with { Relays = state.Relays.SetItem(relay.PublicKey, contact with { LeavingAt = isLeaving ? now : null }) };
            return Set(want with { Phase = RelayWantPhase.Ready, IsLeaving = isLeaving, Since = isLeaving == want.IsLeaving ? want.Since : now, Attempts = 0, Rounds = 0, Problems = [], NextAt = now + RelayTimers.Refresh });
        }

        // It may have been started anew: it is asked again before another is.
        RelayClientState Lose()
        {
            effects.Add(new RelayClientEffect.PathLost(want.Peer, want.Address!, $"{relay.Path} no longer has the port"));
            return Set(want with { Phase = RelayWantPhase.Asking, Address = null, IsLeaving = false, Token = default, Since = now, NextAt = now, Attempts = 0, Waits = 0 });
        }
    }

    /// <summary>Gives the turn to the next relay; after the last, all rest for a while.</summary>
    internal static RelayClientState Next(
        RelayClientState state, RelayWant want, string problem, TimeSpan now, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        if (want is { Phase: RelayWantPhase.Ready, Address: { } address })
        {
            effects.Add(new RelayClientEffect.PathLost(want.Peer, address, problem));
        }

        (state, want) = RelayStandby.Replace(state, want, now);
        int turn = RelayStandby.Turn(state, want, want.Index + 1, now);
        bool isLast = turn >= want.Relays.Length;
        if (want.IsInvited && isLast)
        {
            return state.Without(want);
        }

        RelayWant next = want with
        {
            Phase = isLast ? RelayWantPhase.Resting : RelayWantPhase.Asking,
            Index = isLast ? want.Index : turn,
            Since = now,
            NextAt = isLast ? now + Backoff(want.Rounds, RelayTimers.Slowest, TimeSpan.FromSeconds(5)) : now,
            Rounds = isLast ? want.Rounds + 1 : want.Rounds,
            Attempts = 0,
            Waits = 0,
            Address = null,
            IsLeaving = false,
            Token = default,
            Problems = [.. want.Problems.Where(said => said != problem).TakeLast(7), problem],
        };
        return state.With(next);
    }

    internal static TimeSpan Backoff(int exponent, TimeSpan ceiling, TimeSpan? first = null)
    {
        TimeSpan wait = (first ?? RelayTimers.Retry) * Math.Pow(2, Math.Min(exponent, 16));
        return wait < ceiling ? wait : ceiling;
    }

    private static string Words(RelayRefusal refusal) => refusal switch
    {
        RelayRefusal.Quota => "it has as many pairs as it may have",
        RelayRefusal.NotServed => "it may not relay for this node",
        RelayRefusal.NoPort => "it has no free port",
        RelayRefusal.UnknownPeer => "it does not know the pair",
        RelayRefusal.Draining => "it is about to go",
        _ => "it gave no reason",
    };
}
