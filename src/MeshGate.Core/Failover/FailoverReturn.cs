using System.Collections.Immutable;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Failover;

/// <summary>Brings a session back to a better path once that has answered for the hold-down: make before break.</summary>
internal static class FailoverReturn
{
    internal static FailoverState Run(FailoverState state, FailoverBlock settings, ImmutableArray<FailoverEffect>.Builder effects, TimeSpan now)
    {
        if (state.Held.IsEmpty)
        {
            return state;
        }

        FailoverState next = state with
        {
            Held =
            [
                .. state.Held
                    .Where(held => state.Find(held.Address) is not null)
                    .Select(held => held.AnsweringSince is not null && now - held.AnsweredAt > FailoverTimers.StandbySilence ? held with { AnsweringSince = null } : held),
            ],
        };
        if (next.Phase is not (FailoverPhase.FailedOver or FailoverPhase.Recovering))
        {
            return next;
        }

        // A peer without hellos proves nothing; its checks do.
        if (next.Unproven is not null && next.Cause is null && now - next.MovedAt >= FailoverTimers.Proof)
        {
            next = next with { Unproven = null };
        }

        if (next.Unproven is null)
        {
            next = PathFailover.Settle(next);
        }

        // The other end follows: one decides, or each would pull the session its own way.
        if (!settings.AutoRecovery || !next.IsControlling || next.Unproven is not null)
        {
            return next;
        }

        TimeSpan holdDown = PathFailover.HoldDownOf(next, settings);
        HeldPath? ready = next.Held
            .Where(held => now - held.AnsweringSince >= holdDown)
            .OrderBy(held => next.Rank(held.Address))
            .FirstOrDefault();
        if (ready is null)
        {
            return next;
        }

        effects.Add(new FailoverEffect.Release(ready.Address));
        return PathFailover.Settle(next with { Held = next.Held.Remove(ready), ReturnedAt = now, HoldDown = holdDown });
    }
}
