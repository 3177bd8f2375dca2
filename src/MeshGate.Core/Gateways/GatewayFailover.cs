using System.Collections.Immutable;
using MeshGate.Core.LoadBalancing;

namespace MeshGate.Core.Gateways;

/// <summary>
/// Decides for one client through which gateway it reaches a network: the best that is up and forwards. A failure moves it at once; anything
/// else only while nothing is on its way, since flows through a gateway that masquerades break when they take another. Whether a gateway
/// forwards again can only be tried by sending through it: that is a circuit breaker's trial, and one failed probe ends it.
/// </summary>
public static class GatewayFailover
{
    /// <summary>The next state.</summary>
    /// <param name="state">The one before.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="settings">How the route is to be followed.</param>
    /// <param name="now">Monotonic time.</param>
    public static GatewayState Step(GatewayState state, GatewayEvent happened, GatewaySettings settings, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(settings);
        GatewayState next = happened switch
        {
            GatewayEvent.Ranked ranked => Rank(state, ranked.Gateways),
            GatewayEvent.Session session => With(state, session.Gateway, gateway => Judge(gateway, session, now)),
            GatewayEvent.Probed probed => With(state, probed.Gateway, gateway => gateway with
            {
                Forwarding = probed.IsAnswered ? CircuitBreaker.Succeeded() : CircuitBreaker.Failed(gateway.Forwarding, settings.FailureThreshold, now),
            }),
            _ => state,
        };
        return Decide(next, (happened as GatewayEvent.Tick)?.IdleFor, settings, now);
    }

    /// <summary>When time alone may change something next, after now; null for never.</summary>
    public static TimeSpan? NextDue(GatewayState state, GatewaySettings settings, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(settings);
        TimeSpan? due = state.Find(state.Current) is { } current ? Earlier(null, FailsAt(state, current), now) : null;
        bool isBetter = true;
        foreach (GatewayHealth gateway in state.Gateways)
        {
            isBetter &= gateway.Name != state.Current;
            if (gateway.Name != state.Current && (isBetter || state.Find(state.Current) is not { UpSince: not null, Forwarding.Phase: BreakerPhase.Closed }))
            {
                due = Earlier(due, ReadyAt(gateway, settings), now);
            }
        }

        return due;
    }

    private static GatewayState Rank(GatewayState state, ImmutableArray<string> names)
        => state with { Gateways = [.. names.Select(name => state.Find(name) ?? new GatewayHealth(name))] };

    private static GatewayState With(GatewayState state, string name, Func<GatewayHealth, GatewayHealth> change)
        => state with { Gateways = [.. state.Gateways.Select(gateway => gateway.Name == name ? change(gateway) : gateway)] };

    private static GatewayHealth Judge(GatewayHealth gateway, GatewayEvent.Session session, TimeSpan now)
        => session.IsUp == gateway.UpSince is not null ? gateway
            : session.IsUp ? gateway with { UpSince = now, DownSince = null }
            : gateway with { UpSince = null, DownSince = now, Patience = GatewayTimers.PatienceFor(session.HasHope ? session.RoundTrip : TimeSpan.Zero, session.Left) };

    private static GatewayState Decide(GatewayState state, TimeSpan? idleFor, GatewaySettings settings, TimeSpan now)
    {
        if (state.Gateways.IsEmpty)
        {
            return state with { Current = null, IsReturnWaiting = false };
        }

        GatewayHealth? current = state.Find(state.Current);
        GatewayHealth? best = state.Gateways.FirstOrDefault(gateway => gateway.IsUsable(now));
        if (current is null)
        {
            // Before any session is up, the first: what is sent meanwhile waits there for the session.
            return Move(state, best ?? state.Gateways[0], state.Current is null ? GatewayCause.Started : GatewayCause.Removed, now);
        }

        if (!current.IsUsable(now) && HasFailed(state, current, now))
        {
            // Where none is left, each is tried in turn: it may be the network that did not answer, and any of them that does again first.
            best ??= state.Gateways.FirstOrDefault(gateway => gateway.Name != current.Name && ReadyAt(gateway, settings) <= now);
            return best is null ? state with { IsReturnWaiting = false }
                : Move(state, best, current.Forwarding.Phase == BreakerPhase.Open ? GatewayCause.NotForwarding : GatewayCause.Silent, now);
        }

        GatewayHealth? better = settings.Return
            ? state.Gateways.TakeWhile(gateway => gateway.Name != current.Name).FirstOrDefault(gateway => ReadyAt(gateway, settings) <= now)
            : null;
        return better is null ? state with { IsReturnWaiting = false }
            : idleFor >= settings.Idle ? Move(state, better, GatewayCause.Returned, now)
            : state with { IsReturnWaiting = true };
    }

    private static bool HasFailed(GatewayState state, GatewayHealth current, TimeSpan now)
        => current.Forwarding.Phase == BreakerPhase.Open || now >= FailsAt(state, current);

    // When one that is not up has failed: it was, or should be by now.
    private static TimeSpan? FailsAt(GatewayState state, GatewayHealth current)
        => current.UpSince is not null ? null : current.DownSince + current.Patience ?? state.MovedAt + GatewayTimers.Start;

    // Up for long enough, and forwarding or due for a trial.
    private static TimeSpan? ReadyAt(GatewayHealth gateway, GatewaySettings settings)
        => gateway.UpSince + GatewayTimers.Hold is { } held
            ? CircuitBreaker.TrialAt(gateway.Forwarding, settings.TrialInterval) is { } trial && trial > held ? trial : held
            : null;

    private static GatewayState Move(GatewayState state, GatewayHealth to, GatewayCause cause, TimeSpan now)
    {
        GatewayState next = to.Forwarding.Phase == BreakerPhase.Closed ? state : With(state, to.Name, gateway => gateway with { Forwarding = CircuitBreaker.Trying(gateway.Forwarding, now) });
        return next with
        {
            Current = to.Name,
            Cause = cause,
            MovedAt = now,
            IsReturnWaiting = false,
            Failovers = state.Failovers + (cause is GatewayCause.Silent or GatewayCause.NotForwarding ? 1 : 0),
        };
    }

    // What is over must not hide what is still to come.
    private static TimeSpan? Earlier(TimeSpan? due, TimeSpan? other, TimeSpan now) => other > now && (due is null || other < due) ? other : due;
}
