using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>
/// Asks a router for an outside UDP port and keeps it: by PCP, else NAT-PMP, else UPnP. Renews at half of a mapping's life, notices
/// by the router's epoch that it lost its mappings, backs off while nobody maps, and gives back what is no longer wanted. Pure: an
/// event and the time in, the next state and effects out. Only the router's own answers, with our nonce or port, change a mapping.
/// </summary>
public static partial class PortMapper
{
    private static readonly ImmutableArray<PortMappingProtocol> Order =
        [PortMappingProtocol.Pcp, PortMappingProtocol.NatPmp, PortMappingProtocol.Upnp];

    /// <summary>Takes one step.</summary>
    /// <param name="state">The state so far.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="now">The time on the caller's monotonic clock.</param>
    public static (PortMapperState State, ImmutableArray<PortMapperEffect> Effects) Step(
        PortMapperState state, PortMapperEvent happened, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        var effects = ImmutableArray.CreateBuilder<PortMapperEffect>();
        state = happened switch
        {
            PortMapperEvent.Wanted wanted => Take(state, wanted.Target, now, effects),
            PortMapperEvent.DatagramReceived datagram => Receive(state, datagram, now, effects),
            PortMapperEvent.PortUnreachable => Unreachable(state, now, effects),
            PortMapperEvent.Announced => Hint(state, now, effects),
            PortMapperEvent.UpnpAnswered answered => TakeUpnp(state, answered, now, effects),
            PortMapperEvent.SeenByStun seen => state with { SeenByStun = seen.Addresses },
            _ => state,
        };
        state = Advance(state, now, effects);
        PortMappingReport report = PortMapperWords.Report(state);
        if (report == state.Told)
        {
            return (state, effects.ToImmutable());
        }

        effects.Add(new PortMapperEffect.Changed(report));
        return (state with { Told = report }, effects.ToImmutable());
    }

    private static PortMapperState Take(
        PortMapperState state, PortMapperTarget? target, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        if (state.Phase == PortMapperPhase.Releasing)
        {
            return state with { Next = target };
        }

        if (Equals(state.Target, target))
        {
            return state;
        }

        // What another router lent, or this one to an address that we no longer have, cannot be given back: it expires.
        bool isReleasable = state.Target is not null
            && state.Phase is PortMapperPhase.Mapped or PortMapperPhase.Asking
            && (target is null || target.IsAtSamePlace(state.Target));
        return isReleasable ? Release(state, target, now, effects) : Begin(Cleared(state, target), now, effects);
    }

    /// <summary>Starts a round: every protocol is tried, first the one that worked before.</summary>
    private static PortMapperState Begin(PortMapperState state, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        if (state.Target is null)
        {
            return Cleared(state, null);
        }

        bool isKnown = state.Mapped is not null;
        ImmutableArray<PortMappingProtocol> order = isKnown ? [state.Protocol, .. Order.Remove(state.Protocol)] : Order;
        return TryNext(state with { Phase = PortMapperPhase.Asking, Untried = order, Failures = [], Mapped = null, Epoch = null, Misses = 0 }, now, effects);
    }

    private static PortMapperState TryNext(PortMapperState state, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        if (state.Untried.IsEmpty)
        {
            int rounds = state.Rounds + 1;
            return state with
            {
                Phase = PortMapperPhase.Waiting,
                Rounds = rounds,
                Query = PortMapperQuery.None,
                NextDue = now + PortMapperTimers.BackOff(rounds),
            };
        }

        return Ask(
            state with { Protocol = state.Untried[0], Untried = state.Untried.RemoveAt(0), NatPmpAddress = null, NatPmpGrant = null },
            PortMapperQuery.Map,
            now,
            effects);
    }

    private static PortMapperState Fail(
        PortMapperState state, string reason, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
        => TryNext(state with { Failures = state.Failures.Add($"{PortMappingWords.Name(state.Protocol)}: {reason}") }, now, effects);

    /// <summary>The router granted a port.</summary>
    private static PortMapperState Grant(PortMapperState state, IPEndPoint external, TimeSpan lifetime, TimeSpan now)
    {
        TimeSpan life = lifetime < PortMapperTimers.LongestLifetime ? lifetime : PortMapperTimers.LongestLifetime;
        TimeSpan half = life / 2 > PortMapperTimers.ShortestRenewal ? life / 2 : PortMapperTimers.ShortestRenewal;
        TimeSpan poll = state.Protocol == PortMappingProtocol.Upnp ? PortMapperTimers.UpnpPollInterval : PortMapperTimers.PollInterval;
        return state with
        {
            Phase = PortMapperPhase.Mapped,
            Mapped = new MappedPort(state.Protocol, external, now + half, now + (life > half ? life : half)),
            LastPort = external.Port,
            Query = PortMapperQuery.None,
            Failures = [],
            Misses = 0,
            Rounds = 0,
            NextDue = now + (half < poll ? half : poll),
        };
    }

    /// <summary>Sends the request for <paramref name="query"/>, for the first time.</summary>
    private static PortMapperState Ask(
        PortMapperState state, PortMapperQuery query, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        state = state with { Query = query, AskedAt = now, Sent = 0 };
        if (state.Protocol != PortMappingProtocol.Upnp)
        {
            return Send(state, effects);
        }

        int number = state.UpnpNumber + 1;
        effects.Add(new PortMapperEffect.MapByUpnp(number, state.Target!, SuggestedPort(state)));
        return state with { UpnpNumber = number, NextDue = now + PortMapperTimers.UpnpGiveUp };
    }

    private static PortMapperState Send(PortMapperState state, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        effects.AddRange(PortMapperRequests.For(state).Select(datagram => new PortMapperEffect.Send(state.Target!, datagram)));
        int sent = state.Sent + 1;
        TimeSpan patience = Patience(state);
        TimeSpan repeat = sent <= PortMapperTimers.Retransmissions.Length ? PortMapperTimers.Retransmissions[sent - 1] : patience;
        return state with { Sent = sent, NextDue = state.AskedAt + (repeat < patience ? repeat : patience) };
    }

    private static PortMapperState Release(
        PortMapperState state, PortMapperTarget? next, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        if (state.Protocol != PortMappingProtocol.Upnp)
        {
            // A mapping whose answer is still on the way is given back as well.
            return Ask(state with { Phase = PortMapperPhase.Releasing, Next = next }, PortMapperQuery.Map, now, effects);
        }

        if (state.Mapped is { } mapped)
        {
            effects.Add(new PortMapperEffect.UnmapByUpnp(state.Target!, mapped.External.Port));
        }

        // The number moves on, so that what a call under way still maps is not taken for ours.
        return Begin(Cleared(state, next) with { UpnpNumber = state.UpnpNumber + 1 }, now, effects);
    }

    private static PortMapperState Cleared(PortMapperState state, PortMapperTarget? target) => PortMapperState.Initial with
    {
        Target = target,
        LastPort = state.Target is { } old && target?.InternalPort == old.InternalPort ? state.LastPort : 0,
        UpnpNumber = state.UpnpNumber,
        HintedAt = state.HintedAt,
        SeenByStun = state.SeenByStun,
        Told = state.Told,
    };

    private static int SuggestedPort(PortMapperState state) => state.LastPort != 0 ? state.LastPort : state.Target!.InternalPort;
}
