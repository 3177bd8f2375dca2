using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.Discovery;

/// <summary>
/// Learns a machine's reflexive addresses from several STUN servers at once. Pure: an event and the time in, the next state and
/// effects out. A discovery is complete when, for each address family asked, every server has answered or failed, or somebody
/// answered and the others have had <see cref="StunDiscoveryTimers.Grace"/> (<see cref="StunDiscoveryTimers.SecondOpinion"/> while
/// the mapping is not known); at the latest after <see cref="StunDiscoveryTimers.GiveUp"/>.
/// </summary>
public static class StunDiscovery
{
    private static readonly ImmutableArray<AddressFamily> Families = [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    /// <summary>Takes one step.</summary>
    /// <param name="state">The state so far.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">The time on the caller's monotonic clock.</param>
    public static (StunDiscoveryState State, ImmutableArray<StunDiscoveryEffect> Effects) Step(
        StunDiscoveryState state, StunDiscoveryEvent input, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        var effects = ImmutableArray.CreateBuilder<StunDiscoveryEffect>();
        state = input switch
        {
            StunDiscoveryStart start => Begin(state, start, now, effects),
            StunResponseReceived received => Receive(state, received, now, effects),
            _ => state,
        };
        return (Advance(state, now, effects), effects.ToImmutable());
    }

    private static StunDiscoveryState Begin(
        StunDiscoveryState state, StunDiscoveryStart start, TimeSpan now, ImmutableArray<StunDiscoveryEffect>.Builder effects)
    {
        // Servers that are no longer configured are forgotten, or the list would grow for ever.
        ImmutableArray<StunServerHealth> health = [.. state.Health.Where(h => start.Servers.Contains(h.Server))];
        bool Aside(StunServer server) => health.Any(h => h.Server == server && h.IsAside(now));

        ImmutableArray<StunServer> wanted = [.. start.Servers.Distinct()];
        ImmutableArray<StunServer> asked =
        [
            .. wanted
                .Where(s => !Aside(s) || wanted.All(o => o.Endpoint.AddressFamily != s.Endpoint.AddressFamily || Aside(o)))
                .Take(StunDiscoveryTimers.MaxServers),
        ];
        if (start.Transactions.Length < asked.Length || start.Transactions.Distinct().Count() != start.Transactions.Length)
        {
            throw new ArgumentException("Every server needs a transaction id of its own.", nameof(start));
        }

        ImmutableArray<StunProbe> probes =
            [.. asked.Select((server, i) => new StunProbe { Server = server, Transaction = start.Transactions[i] })];
        effects.AddRange(probes.Select(p => new SendStunRequest(p.Server.Endpoint, p.Transaction)));
        return new StunDiscoveryState
        {
            Phase = StunDiscoveryPhase.Asking,
            StartedAt = now,
            Probes = probes,
            LocalEndpoints = start.LocalEndpoints,
            Health = health,
        };
    }

    private static StunDiscoveryState Receive(
        StunDiscoveryState state, StunResponseReceived received, TimeSpan now, ImmutableArray<StunDiscoveryEffect>.Builder effects)
    {
        StunProbe? probe = state.Probes.FirstOrDefault(p =>
            p.Outcome == StunProbeOutcome.Pending && p.Transaction == received.Response.Transaction && p.Server.Endpoint.Equals(received.From));
        if (state.Phase == StunDiscoveryPhase.Idle || probe is null)
        {
            return state;
        }

        string? failure = received.Response.Failure ?? ReflexiveAddress.Reject(received.Response.Mapped, probe.Server.Endpoint.Address);
        IPEndPoint? mapped = failure is null ? received.Response.Mapped : null;
        if (mapped is not null && state.Phase == StunDiscoveryPhase.Asking && state.Probes.All(p => !mapped.Equals(p.Mapped)))
        {
            effects.Add(new ReflexiveAddressLearned(mapped, probe.Server));
        }

        StunProbe decided = probe with
        {
            Outcome = mapped is null ? StunProbeOutcome.Refused : StunProbeOutcome.Answered,
            Mapped = mapped,
            Elapsed = now - state.StartedAt,
            Failure = failure,
        };
        return state with { Probes = state.Probes.Replace(probe, decided) };
    }

    private static StunDiscoveryState Advance(
        StunDiscoveryState state, TimeSpan now, ImmutableArray<StunDiscoveryEffect>.Builder effects)
    {
        if (state.Phase == StunDiscoveryPhase.Idle)
        {
            return state;
        }

        TimeSpan elapsed = now - state.StartedAt;
        state = elapsed >= StunDiscoveryTimers.GiveUp ? TimeOut(state) : Repeat(state, elapsed, effects);

        if (state.Phase == StunDiscoveryPhase.Asking && elapsed >= CompleteAfter(state.Probes))
        {
            effects.Add(new StunDiscoveryCompleted(new StunDiscoveryResult(
                state.Probes,
                MappingJudge.Judge(state.Probes, AddressFamily.InterNetwork, state.LocalEndpoints),
                MappingJudge.Judge(state.Probes, AddressFamily.InterNetworkV6, state.LocalEndpoints))));
            state = state with { Phase = StunDiscoveryPhase.Draining };
        }

        bool decided = state.Probes.All(p => p.Outcome != StunProbeOutcome.Pending);
        return decided && state.Phase == StunDiscoveryPhase.Draining
            ? StunServerJudge.Judge(state, now, effects) with { Phase = StunDiscoveryPhase.Idle, NextDue = null }
            : state with { NextDue = Due(state) };
    }

    private static StunDiscoveryState TimeOut(StunDiscoveryState state) => state with
    {
        Probes =
        [
            .. state.Probes.Select(p => p.Outcome != StunProbeOutcome.Pending ? p : p with
            {
                Outcome = StunProbeOutcome.TimedOut,
                Failure = $"no answer within {StunDiscoveryTimers.GiveUp.TotalSeconds:0} s",
            }),
        ],
    };

    // After a late tick the repeats that it missed are one: sending them in a burst would help nobody.
    private static StunDiscoveryState Repeat(
        StunDiscoveryState state, TimeSpan elapsed, ImmutableArray<StunDiscoveryEffect>.Builder effects)
    {
        int due = StunDiscoveryTimers.Retransmissions.Count(t => t <= elapsed);
        if (due <= state.Repeats)
        {
            return state;
        }

        effects.AddRange(state.Probes
            .Where(p => p.Outcome == StunProbeOutcome.Pending)
            .Select(p => new SendStunRequest(p.Server.Endpoint, p.Transaction)));
        return state with { Repeats = due };
    }

    private static TimeSpan CompleteAfter(ImmutableArray<StunProbe> probes) =>
        Families.Select(f => SettledAfter([.. probes.Where(p => p.Server.Endpoint.AddressFamily == f)])).Max();

    private static TimeSpan SettledAfter(ImmutableArray<StunProbe> family)
    {
        if (family.All(p => p.Outcome != StunProbeOutcome.Pending))
        {
            return TimeSpan.Zero;
        }

        TimeSpan? first = family.Where(p => p.Mapped is not null).Min(p => p.Elapsed);
        TimeSpan wait = first is { } answered
            ? answered + (MappingJudge.IsKnown(family) ? StunDiscoveryTimers.Grace : StunDiscoveryTimers.SecondOpinion)
            : StunDiscoveryTimers.GiveUp;
        return wait < StunDiscoveryTimers.GiveUp ? wait : StunDiscoveryTimers.GiveUp;
    }

    private static TimeSpan Due(StunDiscoveryState state)
    {
        TimeSpan next = state.Repeats < StunDiscoveryTimers.Retransmissions.Length
            ? StunDiscoveryTimers.Retransmissions[state.Repeats]
            : StunDiscoveryTimers.GiveUp;
        TimeSpan complete = state.Phase == StunDiscoveryPhase.Asking ? CompleteAfter(state.Probes) : StunDiscoveryTimers.GiveUp;
        return state.StartedAt + (complete < next ? complete : next);
    }
}
