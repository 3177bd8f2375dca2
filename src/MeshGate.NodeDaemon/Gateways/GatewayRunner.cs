using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Failover;
using MeshGate.Core.Gateways;
using MeshGate.Core.Health;
using MeshGate.Core.LoadBalancing;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Health;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.WireGuard;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>
/// Runs <see cref="GatewayFailover"/> for every route to networks: tells it what sessions and probes say, and has the networks belong to the
/// gateway that comes of it. Belongs to the agent's loop.
/// </summary>
public sealed class GatewayRunner(PeerTable peers, IHelloWatch hellos, IFailoverLane lane, IGatewayProbes probes, TargetBreakers breakers, DaemonMetrics metrics, ILogger<GatewayRunner> logger)
{
    /// <summary>Between two looks at gateways that failed.</summary>
    private static readonly TimeSpan FenceInterval = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<string, FollowedRoute> _routes = new(StringComparer.Ordinal);
    private ImmutableArray<ProbeTarget> _targets = [];
    private ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> _watched = ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>>.Empty;
    private bool _hasNews;
    private bool _isStateNew;

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue { get; private set; }

    /// <summary>The networks that lead into the tunnel, ordered by route.</summary>
    public ImmutableArray<IPNetwork> Networks => [.. _routes.Values.Where(route => route.State.Current is not null).SelectMany(route => route.Route.Networks)];

    /// <summary>Whether something to tell changed since the last call.</summary>
    public bool TakeNews()
    {
        var news = _hasNews;
        _hasNews = false;
        return news;
    }

    /// <summary>Takes the routes that are to be followed: all of them, replacing those of before.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="device">The device as last read: a daemon that restarts goes on with the gateways that it finds there.</param>
    /// <param name="now">Monotonic time.</param>
    public void Configure(ImmutableArray<GatewayRoute> routes, WireGuardState? device, TimeSpan now)
    {
        foreach (var gone in _routes.Keys.Except(routes.Select(route => route.Name)).ToList())
        {
            _routes.Remove(gone);
            (_hasNews, _isStateNew) = (true, true);
        }

        foreach (var route in routes)
        {
            if (!_routes.TryGetValue(route.Name, out var followed))
            {
                _routes.Add(route.Name, followed = new FollowedRoute(route) { State = new GatewayState { Current = HolderOf(route, device), MovedAt = now } });
            }

            // The networks of a route may have changed with its gateway the same.
            _hasNews |= followed.Route != route;
            followed.Route = route;
            Step(followed, new GatewayEvent.Ranked(Rank(followed)), now);
        }
    }

    /// <summary>Takes a probe's outcome. One that failed while its gateway was silent, or may be, says nothing of its forwarding.</summary>
    public void Handle(AgentEvent.GatewayProbed probed, TimeSpan now)
    {
        metrics.GatewayProbed(probed.IsAnswered);
        if (_routes.TryGetValue(probed.Route, out var route) && route.State.Current == probed.Gateway
            && (probed.IsAnswered || hellos.Read(probed.Gateway).Verdict is HelloVerdict.Up or HelloVerdict.Unknown or HelloVerdict.Lossy))
        {
            Step(route, new GatewayEvent.Probed(probed.Gateway, probed.IsAnswered), now);
        }
    }

    /// <summary>Takes what hellos say of a gateway: that it is silent must not be missed when its session moves to another path at once, of which nothing is known.</summary>
    /// <param name="judged">The verdict.</param>
    /// <param name="paths">The paths to whom it is of; null where nothing is known.</param>
    /// <param name="now">Monotonic time.</param>
    public void Handle(AgentEvent.HelloJudged judged, FailoverState? paths, TimeSpan now)
    {
        foreach (var route in _routes.Values)
        {
            if (judged.Verdict == HelloVerdict.Silent && route.State.Find(judged.Peer) is { UpSince: not null })
            {
                Step(route, new GatewayEvent.Session(judged.Peer, false, RoundTripTo(judged.Peer), LeftFor(judged.Peer, judged.Age), paths is null || PathFailover.HasHope(paths, now)), now);
            }
        }
    }

    /// <summary>Takes for how long nothing was sent to networks.</summary>
    public void Handle(AgentEvent.FlowsSeen seen, TimeSpan now)
    {
        foreach (var (name, idle) in seen.IdleFor)
        {
            if (_routes.TryGetValue(name, out var route) && route.State.IsReturnWaiting)
            {
                Step(route, new GatewayEvent.Tick(idle), now);
            }
        }
    }

    /// <summary>Follows the sessions, and lets time pass.</summary>
    public void Tick(TimeSpan now)
    {
        TimeSpan? due = null;
        foreach (var route in _routes.Values)
        {
            due = Due.Earliest(due, Fence(route, now));
            foreach (var gateway in route.State.Gateways.OrderBy(gateway => gateway.Name != route.State.Current))
            {
                if (IsUp(gateway) is var isUp && isUp != gateway.UpSince is not null)
                {
                    Step(route, new GatewayEvent.Session(gateway.Name, isUp, RoundTripTo(gateway.Name), LeftFor(gateway.Name)), now);
                }
            }

            if (route.DueAt <= now)
            {
                Step(route, new GatewayEvent.Tick(null), now);
            }

            due = Due.Earliest(due, route.DueAt);
        }

        NextDue = due;
        if (_isStateNew)
        {
            _isStateNew = false;
            Ask();
        }
    }

    /// <summary>How many gateways of the routes have a circuit breaker in each state; one of two routes counts in both.</summary>
    public IReadOnlyDictionary<BreakerPhase, int> CountBreakers()
        => _routes.Values.SelectMany(route => route.State.Gateways).GroupBy(gateway => gateway.Forwarding.Phase).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>What belongs to a peer: its own addresses, and the networks that it is the gateway of.</summary>
    public ImmutableArray<IPNetwork> AllowedIPsOf(PeerIdentity peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        return _routes.Values.Any(route => route.State.Current == peer.Name)
            ? [.. peer.AllowedIPs, .. _routes.Values.Where(route => route.State.Current == peer.Name).SelectMany(route => route.Route.Networks)]
            : peer.AllowedIPs;
    }

    /// <summary>The report, ordered by route.</summary>
    public IReadOnlyList<GatewayReport>? Report() => _routes.Count == 0 ? null :
    [
        .. _routes.Values.Select(route =>
        {
            string[] silent = [.. route.State.Gateways.Where(gateway => gateway.Forwarding.Phase != BreakerPhase.Closed).Select(gateway => gateway.Name).Order(StringComparer.Ordinal)];
            return new GatewayReport
            {
                Route = route.Route.Name,
                Via = route.State.Current,
                Up = route.State.Find(route.State.Current) is { UpSince: not null, Forwarding.Phase: not BreakerPhase.Open },
                Cause = route.State.Cause,
                Failovers = route.State.Failovers,
                NotForwarding = silent.Length > 0 ? silent : null,
            };
        }),
    ];

    // One that fails again and again goes last for a while, so that its client neither returns to it nor is left without any.
    private ImmutableArray<string> Rank(FollowedRoute route)
        => [.. breakers.FencedLast(TargetKind.Gateway, route.Route.Gateways.Where(name => peers.TryGet(name, out _)), name => name)];

    /// <summary>Judges the gateway in use by whether it lasts, and ranks anew where a breaker opened or is due for a trial.</summary>
    /// <returns>When to look again.</returns>
    private TimeSpan? Fence(FollowedRoute route, TimeSpan now)
    {
        if (!breakers.HasAny(TargetKind.Gateway))
        {
            return null;
        }

        if (route.State.Find(route.State.Current) is { UpSince: not null, Forwarding.Phase: BreakerPhase.Closed } current && now - route.State.MovedAt >= route.Route.Settings.TrialInterval)
        {
            breakers.Succeeded(TargetKind.Gateway, current.Name);
        }

        if (Rank(route) is var ranked && !ranked.SequenceEqual(route.State.Gateways.Select(gateway => gateway.Name)))
        {
            Step(route, new GatewayEvent.Ranked(ranked), now);
        }

        return now + FenceInterval;
    }

    private string? HolderOf(GatewayRoute route, WireGuardState? device) => device is null || route.Networks.IsEmpty ? null
        : route.Gateways.FirstOrDefault(name => peers.TryGet(name, out var session)
            && device.Peers.Any(peer => peer.PublicKey == session.Identity.PublicKey && route.Networks.All(network => peer.AllowedIPs.Contains(network))));

    private TimeSpan? RoundTripTo(string gateway)
        => hellos.Read(gateway).Quality.RoundTrip ?? (peers.TryGet(gateway, out var session) ? session.Checks.SelectedCheck?.RoundTrip : null);

    private TimeSpan? LeftFor(string gateway, TimeSpan? silence = null)
        => hellos.Read(gateway) is { IsUsed: true } reading ? hellos.Settings.Ceiling + GatewayTimers.Grace - (silence ?? reading.Age) : null;

    // One that was silent is up again when it says that it hears us, not while nothing is known.
    private bool IsUp(GatewayHealth gateway)
    {
        if (!peers.TryGet(gateway.Name, out var session) || !session.IsUp)
        {
            return false;
        }

        var verdict = hellos.Read(gateway.Name).Verdict;
        return verdict != HelloVerdict.Silent && (verdict == HelloVerdict.Up || gateway.UpSince is not null || gateway.DownSince is null);
    }

    private void Step(FollowedRoute route, GatewayEvent happened, TimeSpan now)
    {
        var before = route.State;
        route.State = GatewayFailover.Step(before, happened, route.Route.Settings, now);
        route.DueAt = GatewayFailover.NextDue(route.State, route.Route.Settings, now);
        _isStateNew = true;
        foreach (var gateway in route.State.Gateways.Where(gateway => gateway.Forwarding.Phase == BreakerPhase.Open && before.Find(gateway.Name)?.Forwarding.Phase != BreakerPhase.Open))
        {
            metrics.GatewayFailed(GatewayCause.NotForwarding);
            logger.NotForwarding(gateway.Name, route.Route.Name);
        }

        foreach (var gateway in route.State.Gateways.Where(gateway => gateway.UpSince is null && before.Find(gateway.Name)?.UpSince is not null))
        {
            metrics.GatewayFailed(GatewayCause.Silent);
        }

        _hasNews |= route.State.Current != before.Current || route.State.Gateways.Any(gateway => before.Find(gateway.Name) is not { } was
            || was.UpSince is null != gateway.UpSince is null || was.Forwarding.Phase != gateway.Forwarding.Phase);
        if (route.State.Current != before.Current && route.State.Current is { } to && peers.TryGet(to, out var session))
        {
            if (before.Current is { } left && route.State.Cause is GatewayCause.Silent or GatewayCause.NotForwarding)
            {
                breakers.Failed(TargetKind.Gateway, left);
            }

            breakers.Tried(TargetKind.Gateway, to);
            logger.GatewayTaken(route.Route.Name, to, route.State.Cause, before.Current ?? "none");
            metrics.GatewayTaken(route.State.Cause);

            // One without a session may not be WireGuard's peer yet, and must not become it without an endpoint: it waits for the order as a whole.
            if (before.Current is not null && session.IsUp)
            {
                lane.Allow(session.Identity.PublicKey, AllowedIPsOf(session.Identity));
            }
        }
    }

    /// <summary>Says whom to probe and whose flows to watch, where the state of a route may be another.</summary>
    private void Ask()
    {
        ImmutableArray<ProbeTarget> targets =
        [
            .. _routes.Values
                .Where(route => route.Route.Probe is not null && route.State.Find(route.State.Current) is { UpSince: not null })
                .Select(route => new ProbeTarget(route.Route.Name, route.State.Current!, route.Route.Probe!)),
        ];
        if (!targets.SequenceEqual(_targets))
        {
            _targets = targets;
            probes.Probe(targets);
        }

        var watched = _routes.Values.Where(route => route.State.IsReturnWaiting).ToImmutableSortedDictionary(route => route.Route.Name, route => route.Route.Networks, StringComparer.Ordinal);
        if (!watched.SequenceEqual(_watched))
        {
            _watched = watched;
            probes.Watch(watched);
        }
    }

    private sealed class FollowedRoute(GatewayRoute route)
    {
        public GatewayRoute Route { get; set; } = route;

        public GatewayState State { get; set; } = new();

        /// <summary>When time alone may change it next.</summary>
        public TimeSpan? DueAt { get; set; }
    }
}
