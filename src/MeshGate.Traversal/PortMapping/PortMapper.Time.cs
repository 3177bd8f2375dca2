using System.Collections.Immutable;
using System.Globalization;

namespace MeshGate.Traversal.PortMapping;

/// <content>What is due.</content>
public static partial class PortMapper
{
    private static PortMapperState Advance(PortMapperState state, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        if (state.NextDue is not { } due || now < due)
        {
            return state;
        }

        return state.Phase switch
        {
            PortMapperPhase.Waiting => Begin(state, now, effects),
            PortMapperPhase.Mapped when state.Query == PortMapperQuery.None => Look(state, now, effects),
            PortMapperPhase.Idle => state with { NextDue = null },
            _ when IsPatient(state, now) => Send(state, effects),
            PortMapperPhase.Releasing => Begin(Cleared(state, state.Next), now, effects),
            PortMapperPhase.Mapped => Miss(state, now, effects),
            _ => Fail(state, state.Protocol == PortMappingProtocol.Upnp ? "it took too long" : string.Create(CultureInfo.InvariantCulture, $"no answer within {Patience(state).TotalSeconds:0.#} s"), now, effects),
        };
    }

    /// <summary>How long the outstanding request may take.</summary>
    private static TimeSpan Patience(PortMapperState state)
        => state is { Phase: PortMapperPhase.Asking, Rounds: 0 } ? PortMapperTimers.FirstGiveUp : PortMapperTimers.GiveUp;

    /// <summary>Whether the outstanding request is to be repeated rather than given up.</summary>
    private static bool IsPatient(PortMapperState state, TimeSpan now)
        => state.Protocol != PortMappingProtocol.Upnp
            && state.Sent <= PortMapperTimers.Retransmissions.Length
            && now < state.AskedAt + Patience(state);

    /// <summary>Renews when half of the life is over; otherwise looks whether the router still has its mappings.</summary>
    private static PortMapperState Look(PortMapperState state, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        bool isRenewal = now >= state.Mapped!.RenewAt || state.Protocol == PortMappingProtocol.Upnp;
        return Ask(state, isRenewal ? PortMapperQuery.Map : PortMapperQuery.Epoch, now, effects);
    }

    /// <summary>The router did not answer about a mapping that it lends: it may be restarting, or not know the question.</summary>
    private static PortMapperState Miss(PortMapperState state, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        if (state.Query == PortMapperQuery.Epoch)
        {
            return Ask(state, PortMapperQuery.Map, now, effects);
        }

        int misses = state.Misses + 1;
        return misses >= PortMapperTimers.MaxMisses || now >= state.Mapped!.ExpiresAt
            ? Begin(state, now, effects)
            : state with { Misses = misses, Query = PortMapperQuery.None, NextDue = now + PortMapperTimers.PollInterval };
    }

    /// <summary>Nobody listens at the router's port for PCP and NAT-PMP.</summary>
    private static PortMapperState Unreachable(PortMapperState state, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        if (state.Query == PortMapperQuery.None || state.Protocol == PortMappingProtocol.Upnp)
        {
            return state;
        }

        // While a router restarts nobody listens either; a mapping is not given up for that, nor is an ICMP error authentic.
        return state.Phase == PortMapperPhase.Asking
            ? Fail(state with { Untried = state.Untried.Remove(PortMappingProtocol.NatPmp) }, "nobody listens at the router's port", now, effects)
            : state;
    }

    private static PortMapperState Hint(PortMapperState state, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        if (now < state.HintedAt + PortMapperTimers.HintSpacing)
        {
            return state;
        }

        return state.Phase switch
        {
            PortMapperPhase.Waiting => Begin(state with { HintedAt = now }, now, effects),
            PortMapperPhase.Mapped when state.Query == PortMapperQuery.None => Look(state with { HintedAt = now }, now, effects),
            _ => state,
        };
    }
}
