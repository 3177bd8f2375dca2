using System.Collections.Immutable;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>
/// The second relay of a pair in use. It is sought once the first one forwards, so that both ends leave out the same one of the same list,
/// and becomes the first when that fails.
/// </summary>
internal static class RelayStandby
{
    /// <summary>Seeks a second relay where one is wanted: one that does not fail with the first, if there is any.</summary>
    internal static RelayClientState Want(RelayClientState state, RelayClientEvent.Wanted wanted, TimeSpan now)
    {
        if (!wanted.HasStandby || state.Wants.GetValueOrDefault(wanted.Peer) is not { Phase: RelayWantPhase.Ready, Relay: { } first } main)
        {
            return state;
        }

        RelayWant? known = state.Standbys.GetValueOrDefault(wanted.Peer);
        string? zone = state.Relays.GetValueOrDefault(first.PublicKey)?.Zone;
        ImmutableArray<RelayIdentity> relays =
        [
            .. main.Relays.Where(relay => relay != first)
                .OrderBy(relay => zone is not null && state.Relays.GetValueOrDefault(relay.PublicKey)?.Zone == zone),
        ];
        if (known is null || (known.Phase == RelayWantPhase.Resting && !known.Relays.ToHashSet().SetEquals(relays)))
        {
            return state.With(new RelayWant(wanted.Peer, relays) { IsStandby = true, WantedAt = now, Since = now, NextAt = now });
        }

        int standing = known.Relay is { } second ? relays.IndexOf(second) : 0;
        return standing >= 0 && !known.Relays.SequenceEqual(relays)
            ? state.With(known with { Relays = relays, Index = standing, IsInvited = false, WantedAt = now })
            : now - known.WantedAt < RelayTimers.StandbyLifetime / 4 ? state : state.With(known with { IsInvited = false, WantedAt = now });
    }

    /// <summary>Whether a standby has not been wanted for long.</summary>
    internal static bool IsOver(RelayWant want, TimeSpan now) => want.IsStandby && now - want.WantedAt >= RelayTimers.StandbyLifetime;

    /// <summary>The place of the next relay that is not the peer's other one, from a place on; the list's length for none.</summary>
    internal static int Turn(RelayClientState state, RelayWant want, int from)
    {
        RelayIdentity? other = (want.IsStandby ? state.Wants : state.Standbys).GetValueOrDefault(want.Peer)?.Relay;
        while (from < want.Relays.Length && want.Relays[from] == other)
        {
            from++;
        }

        return from;
    }

    /// <summary>Makes the standby the first relay, and the first the standby; whether that still forwards is seen at once.</summary>
    internal static RelayClientState Use(RelayClientState state, PublicKey peer, TimeSpan now)
        => state.Standbys.GetValueOrDefault(peer) is { Phase: RelayWantPhase.Ready } standby && state.Wants.GetValueOrDefault(peer) is { } main
            ? state.With(standby with { IsStandby = false }).With(main with { IsStandby = true, WantedAt = now, NextAt = now })
            : state;

    /// <summary>A first relay that failed gives its place to a standby that forwards; one that does not is given up, for both would seek the same.</summary>
    /// <returns>The state, and what the relay that failed is now.</returns>
    internal static (RelayClientState State, RelayWant Failed) Replace(RelayClientState state, RelayWant failed, TimeSpan now)
    {
        if (failed.IsStandby || state.Standbys.GetValueOrDefault(failed.Peer) is not { } standby)
        {
            return (state, failed);
        }

        return standby.Phase == RelayWantPhase.Ready
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
