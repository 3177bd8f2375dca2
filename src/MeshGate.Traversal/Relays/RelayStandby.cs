using System.Collections.Immutable;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>
/// The second relay of a pair in use. It is sought once the first one forwards, so that both ends leave out the same one of the same list,
/// and becomes the first when that fails, or is about to go.
/// </summary>
internal static class RelayStandby
{
    /// <summary>Seeks a second relay where one is wanted: one that does not fail with the first, if there is any.</summary>
    internal static RelayClientState Want(
        RelayClientState state, RelayClientEvent.Wanted wanted, TimeSpan now, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        ImmutableArray<RelayIdentity> preferred = [.. wanted.Relays.Take(wanted.Preferred)];
        if (state.Wants.GetValueOrDefault(wanted.Peer) is not { Phase: RelayWantPhase.Ready, Relay: { } first } main
            || !(wanted.HasStandby || main.IsLeaving || preferred.Any(relay => relay != first)))
        {
            return state;
        }

        RelayWant? known = state.Standbys.GetValueOrDefault(wanted.Peer);
        string? zone = state.Relays.GetValueOrDefault(first.PublicKey)?.Zone;
        ImmutableArray<RelayIdentity> relays =
        [
            .. main.Relays.Where(relay => relay != first)
                .OrderBy(relay => !preferred.Contains(relay) && (relay.Shares(first) || (zone is not null && state.Relays.GetValueOrDefault(relay.PublicKey)?.Zone == zone))),
        ];
        if (known is null || (known.Phase == RelayWantPhase.Resting && !known.Relays.ToHashSet().SetEquals(relays)))
        {
            return Seek(state, wanted.Peer, relays, now);
        }

        if (main.IsLeaving && known is { Phase: RelayWantPhase.Ready, IsLeaving: false })
        {
            return Use(state, wanted.Peer, now);
        }

        // A relay that a person named is worth a few seconds without any standby, now and then: what both ends asked before they heard of it may
        // take them to another at first, and one that is gone is asked seldom.
        int standing = known.Relay is { } second ? relays.IndexOf(second) : 0;
        bool isLesser = standing != 0 && !relays.IsEmpty && preferred.Contains(relays[0]);
        bool isNew = isLesser && known.Relays.IndexOf(relays[0]) != 0;
        TimeSpan? least = known is { Phase: RelayWantPhase.Ready, IsLeaving: true } ? RelayTimers.Handover
            : isNew ? TimeSpan.Zero
            : isLesser && known.Phase == RelayWantPhase.Ready ? RelayReplies.Backoff(2 * Math.Max(known.Tries - 1, 0), RelayTimers.ReconsiderSlowest, RelayTimers.ReconsiderFirst)
            : null;
        if (now - known.Since >= least)
        {
            state = Release(state, known, known.IsLeaving ? "the relay is about to go" : "a relay that the route prefers is tried", effects);
            return Seek(state, wanted.Peer, relays, now, isLesser && !isNew ? known.Tries + 1 : 1);
        }

        return standing >= 0 && !known.Relays.SequenceEqual(relays)
            ? state.With(known with { Relays = relays, Index = standing, IsInvited = false, WantedAt = now })
            : now - known.WantedAt < RelayTimers.StandbyLifetime / 4 ? state : state.With(known with { IsInvited = false, WantedAt = now });
    }

    // Resting, whose time has come: the next turn is the first that may be taken.
    private static RelayClientState Seek(RelayClientState state, PublicKey peer, ImmutableArray<RelayIdentity> relays, TimeSpan now, int tries = 1)
        => state.With(new RelayWant(peer, relays) { IsStandby = true, Phase = RelayWantPhase.Resting, WantedAt = now, Since = now, NextAt = now, Tries = tries });

    /// <summary>Whether a standby has not been wanted for long.</summary>
    internal static bool IsOver(RelayWant want, TimeSpan now) => want.IsStandby && now - want.WantedAt >= RelayTimers.StandbyLifetime;

    /// <summary>The place of the next relay that is neither the peer's other one nor about to go, from a place on; the list's length for none.</summary>
    internal static int Turn(RelayClientState state, RelayWant want, int from, TimeSpan now)
    {
        RelayIdentity? other = (want.IsStandby ? state.Wants : state.Standbys).GetValueOrDefault(want.Peer)?.Relay;
        while (from < want.Relays.Length
            && (want.Relays[from] == other || now - state.Relays.GetValueOrDefault(want.Relays[from].PublicKey)?.LeavingAt < RelayTimers.Expiry))
        {
            from++;
        }

        return from;
    }

    /// <summary>Makes the standby the first relay, and the first the standby; whether that still forwards is seen at once.</summary>
    internal static RelayClientState Use(RelayClientState state, PublicKey peer, TimeSpan now)
        => state.Standbys.GetValueOrDefault(peer) is { Phase: RelayWantPhase.Ready, IsLeaving: false } standby && state.Wants.GetValueOrDefault(peer) is { } main
            ? state.With(standby with { IsStandby = false }).With(main with { IsStandby = true, WantedAt = now, Since = now, NextAt = now })
            : state;

    /// <summary>A first relay that failed gives its place to a standby that forwards; one that does not is given up, for both would seek the same.</summary>
    /// <returns>The state, and what the relay that failed is now.</returns>
    internal static (RelayClientState State, RelayWant Failed) Replace(RelayClientState state, RelayWant failed, TimeSpan now)
    {
        if (failed.IsStandby || state.Standbys.GetValueOrDefault(failed.Peer) is not { } standby)
        {
            return (state, failed);
        }

        return standby is { Phase: RelayWantPhase.Ready, IsLeaving: false }
            ? (Use(state, failed.Peer, now), failed with { IsStandby = true, WantedAt = now })
            : (state.Without(standby), failed);
    }

    /// <summary>Gives a relay up.</summary>
    internal static RelayClientState Release(RelayClientState state, RelayWant want, string reason, ImmutableArray<RelayClientEffect>.Builder effects)
    {
        if (want is { Phase: RelayWantPhase.Ready, Address: { } address })
        {
            effects.Add(new RelayClientEffect.PathLost(want.Peer, address, reason));
        }

        return state.Without(want);
    }
}
