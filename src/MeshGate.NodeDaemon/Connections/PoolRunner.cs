using System.Collections.Immutable;
using MeshGate.Core.Connections;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Traversal.Ice;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Connections;

/// <summary>
/// Runs <see cref="ConnectionPool"/>: tells it who wants which session, and puts sessions to sleep and wakes them. A session that sleeps sends
/// nothing; what WireGuard has for its peer is caught, and sent on once the peer was found. Belongs to the agent's loop.
/// </summary>
public sealed partial class PoolRunner(
    PeerTable peers, PathChecker checker, FailoverRunner failover, IFailoverLane lane, SleepTraps traps, IStunTransport transport, TargetBreakers breakers,
    DaemonMetrics metrics, TimeProvider time, ILogger<PoolRunner> logger) : ISessionGate
{
    /// <summary>Between two attempts to wake a session for the packets that wait for it.</summary>
    private static readonly TimeSpan AskInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long packets wait: as long as WireGuard waits for an answer to its handshake (REKEY_TIMEOUT).</summary>
    private static readonly TimeSpan WaitFor = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, CaughtPackets> _caught = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TimeSpan Since, bool IsReuse)> _waking = new(StringComparer.Ordinal);
    private HashSet<PeerSession> _known = [];
    private ImmutableArray<PoolMember> _members = [];
    private PoolState? _dueOf;
    private TimeSpan? _due;
    private bool _hasNews;

    /// <summary>Where the pool stands.</summary>
    public PoolState State { get; private set; } = new();

    /// <summary>Whether sessions sleep at all.</summary>
    public bool IsOn { get; private set; }

    /// <summary>WireGuard's port.</summary>
    public int Port
    {
        set => traps.Port = value;
    }

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            if (!ReferenceEquals(_dueOf, State))
            {
                (_dueOf, _due) = (State, State.NextDue);
            }

            var waiting = _caught.Values.Where(caught => !caught.IsEmpty).Select(caught => (TimeSpan?)(caught.AskedAt + AskInterval)).Min();
            return Due.Earliest(_due, waiting);
        }
    }

    /// <summary>Whether a session woke or fell asleep, or was refused, since the last call.</summary>
    public bool TakeNews()
    {
        var news = _hasNews;
        _hasNews = false;
        return news;
    }

    /// <summary>Takes the settings, and who is held awake.</summary>
    /// <param name="settings">What the policy says; null where no session sleeps.</param>
    /// <param name="isHeld">Whether a session never sleeps.</param>
    /// <param name="now">Monotonic time.</param>
    public void Configure(ConnectionsBlock? settings, Func<PeerSession, bool> isHeld, TimeSpan now)
    {
        IsOn = settings is not null;
        if (settings is not null && settings != State.Settings)
        {
            Step(new PoolEvent.Configured(settings), now);
        }

        // Whoever has another key is another peer, though the name is known.
        ImmutableArray<PoolMember> members = [.. peers.All.Select(session => new PoolMember(session.Identity.Name, !IsOn || isHeld(session) || IsUntrappable(session), IsFound(session)))];
        HashSet<PeerSession> known = [.. peers.All];
        if (known.Any(session => !_known.Contains(session) && State.Find(session.Identity.Name) is not null))
        {
            Know([.. members.Where(member => peers.TryGet(member.Name, out var session) && _known.Contains(session))], now);
        }

        var isSame = known.SetEquals(_known) && members.Select(member => member.IsHeld).SequenceEqual(_members.Select(member => member.IsHeld));
        _known = known;
        if (!isSame)
        {
            Know(members, now);
        }
    }

    /// <summary>Takes a packet that was caught on its way to a peer.</summary>
    public void Handle(AgentEvent.PacketCaught packet, TimeSpan now)
    {
        traps.Taken(packet.Peer);
        if (!peers.TryGet(packet.Peer, out var session))
        {
            return;
        }

        if (IsReached(session))
        {
            // WireGuard sends here only until it has heard where the peer is now.
            transport.TrySend(session.Endpoint!, packet.Packet);
            return;
        }

        if (!_caught.TryGetValue(packet.Peer, out var caught))
        {
            _caught.Add(packet.Peer, caught = new CaughtPackets());
        }

        var isFirst = caught.IsEmpty;
        if (caught.Add(packet.Packet, now) && (isFirst || now - caught.AskedAt >= AskInterval))
        {
            caught.AskedAt = now;
            Want(packet.Peer, now);
        }
    }

    /// <summary>Takes note that a session has traffic.</summary>
    public void Used(PeerSession session, TimeSpan now) => Step(new PoolEvent.Used(session.Identity.Name), now);

    /// <summary>Looks at what WireGuard does with a session that sleeps: whatever a peer sends by itself wakes it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ordered">Where WireGuard was told to send when it was read.</param>
    /// <param name="state">What was read.</param>
    /// <param name="now">Monotonic time.</param>
    public void Observe(PeerSession session, System.Net.IPEndPoint? ordered, WireGuardPeerState state, TimeSpan now)
    {
        var hasMoved = state.Endpoint is { } running && !running.Equals(session.Endpoint) && Equals(ordered, session.Endpoint);
        if (!session.IsTrapped)
        {
            if (hasMoved)
            {
                session.Follow(state.Endpoint);
            }

            if (session.Transfer(state.ReceivedBytes + state.SentBytes, 0, false, now) && !session.HasJustRested(now))
            {
                Wake(session, now);
            }
        }
        else if (hasMoved && !SleepTraps.IsTrap(state.Endpoint))
        {
            if (Wake(session, now))
            {
                session.Follow(state.Endpoint);
                checker.Step(session, new CheckListEvent.EndpointObserved(state.Endpoint!), now);
            }
            else
            {
                lane.Move(session.Identity.PublicKey, session.Endpoint!, () => { });
            }
        }
    }

    /// <inheritdoc/>
    public bool TryWake(PeerSession session, TimeSpan now) => !session.Checks.IsAsleep || (!session.HasJustRested(now) && Wake(session, now));

    /// <inheritdoc/>
    public bool TryRest(PeerSession session, TimeSpan now)
    {
        var agrees = IsOn && !session.Checks.InUse && ConnectionPool.MayRest(State, session.Identity.Name, now);
        if (agrees)
        {
            Step(new PoolEvent.PeerAsked(session.Identity.Name), now);
        }

        return agrees;
    }

    /// <inheritdoc/>
    public bool HasInitiation(PeerSession session) => _caught.GetValueOrDefault(session.Identity.Name)?.HasInitiation == true;

    /// <inheritdoc/>
    public void Answered(PeerSession session, bool agrees, TimeSpan now)
        => Step(agrees ? new PoolEvent.Agreed(session.Identity.Name) : new PoolEvent.Declined(session.Identity.Name), now);

    private bool Wake(PeerSession session, TimeSpan now)
    {
        if (session.Checks.IsAsleep)
        {
            Step(new PoolEvent.Wanted(session.Identity.Name, WakeCause.Peer), now);
        }

        return !session.Checks.IsAsleep;
    }

    /// <summary>Follows the search for paths, and lets time pass.</summary>
    public void Tick(TimeSpan now)
    {
        if (_waking.Count > 0)
        {
            foreach (var name in _waking.Keys.ToList())
            {
                Follow(name, now);
            }
        }

        foreach (var (name, caught) in _caught)
        {
            if (!caught.IsEmpty && now - caught.AskedAt >= AskInterval)
            {
                caught.AskedAt = now;
                if (now - caught.Since > WaitFor)
                {
                    metrics.PacketsGivenUp(caught.Take().Count);
                }
                else
                {
                    Want(name, now);
                }
            }
        }

        if (NextDue <= now)
        {
            Step(new PoolEvent.Tick(), now);
        }
    }

    private static bool IsReached(PeerSession session) => session.Checks.Phase == CheckListPhase.Connected && session.Endpoint is not null && !session.IsTrapped;

    private static bool IsFound(PeerSession session) => session.Checks.Phase == CheckListPhase.Connected && session.LatestHandshake is not null;

    private bool IsUntrappable(PeerSession session)
    {
        if (traps.Open(session.Identity.Name) is not null)
        {
            return false;
        }

        logger.NoTrap(session.Identity.Name);
        return true;
    }

    private void Know(ImmutableArray<PoolMember> members, TimeSpan now)
    {
        _members = members;
        var names = members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        breakers.Keep(TargetKind.Peer, names.Contains);
        traps.Keep(names);
        foreach (var gone in _caught.Keys.Concat(_waking.Keys).Where(name => !names.Contains(name)).ToList())
        {
            _caught.Remove(gone);
            _waking.Remove(gone);
        }

        Step(new PoolEvent.Known(members), now);
    }
}
