using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Failover;
using MeshGate.Core.Health;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Health;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Tracing;
using MeshGate.Traversal.Ice;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Failover;

/// <summary>
/// Runs <see cref="PathFailover"/> for every peer: tells it what check lists and hellos say, and does what comes of it. Belongs to the
/// agent's loop.
/// </summary>
public sealed partial class FailoverRunner(
    PeerTable peers, PathChecker checker, IHelloWatch hellos, IFailoverLane lane, DaemonMetrics metrics, PathTraces traces, ILogger<FailoverRunner> logger)
{
    /// <summary>How long a silent session is left to hellos alone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two looks at paths that failed and may be returned to.</summary>
    private static readonly TimeSpan ReturnInterval = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, PeerFailover> _byName = new(StringComparer.Ordinal);
    private ImmutableArray<PeerSession> _sessions = [];
    private PeerFailover[] _all = [];
    private ImmutableArray<HelloTarget> _targets = [];
    private FailoverBlock _settings = new();
    private TimeSpan _returnsAt;
    private bool _isSelfSuspect;
    private bool _hasNews;

    /// <summary>What the policy says.</summary>
    public FailoverBlock Settings
    {
        get => _settings;
        set
        {
            if (value != _settings)
            {
                _settings = value;
                hellos.Settings = new HelloSettings { ActiveInterval = value.ActiveInterval, Ceiling = value.FailoverTimeout };
            }
        }
    }

    /// <summary>WireGuard's port.</summary>
    public int Port
    {
        set => lane.Port = value;
    }

    /// <summary>When a STUN server last answered; null for never.</summary>
    public TimeSpan? HeardAt { get; set; }

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue { get; private set; }

    /// <summary>Whether a session moved since the last call.</summary>
    public bool TakeNews()
    {
        var news = _hasNews;
        _hasNews = false;
        return news;
    }

    /// <summary>What is known of a peer's failovers; null for nothing.</summary>
    public PeerFailover? Find(string peer) => _byName.GetValueOrDefault(peer);

    /// <summary>What hellos say of a peer's path.</summary>
    public HelloReading Read(string peer) => hellos.Read(peer);

    /// <summary>What hellos have added to WireGuard's counters of a peer's session.</summary>
    public long HelloBytesOf(string peer) => _byName.GetValueOrDefault(peer)?.Address is { } address ? hellos.BytesOf(address) : 0;

    /// <summary>Whether hellos were taken late within the last seconds, so that some may wait uncounted.</summary>
    public bool IsLate => hellos.IsLate;

    /// <summary>Takes what hellos say.</summary>
    public void Handle(AgentEvent.HelloJudged judged, TimeSpan now)
    {
        if (_byName.TryGetValue(judged.Peer, out var peer))
        {
            peer.Verdict = judged.Verdict;
            Step(peer, new FailoverEvent.Judged(judged.Verdict, now - judged.Age, judged.Move), now);
            if (judged.Verdict == HelloVerdict.Up && judged.Move == peer.State.Move)
            {
                PathTraces.Proven(peer.Session, now);
            }
        }
    }

    /// <summary>Follows the check lists, and lets time pass.</summary>
    public void Tick(TimeSpan now)
    {
        if (_sessions != peers.All)
        {
            Align();
        }

        foreach (var peer in _all)
        {
            Follow(peer, now);
        }

        foreach (var (session, to) in checker.TakePeerMoves())
        {
            if (_byName.TryGetValue(session.Identity.Name, out var peer))
            {
                Step(peer, new FailoverEvent.PeerMoved(to, ProvenAt(peer, now)), now);
            }
        }

        Decide(now);
        traces.Tick(now);
        var due = traces.NextDue;
        foreach (var peer in _all)
        {
            Entrust(peer, now);
            due = Due.Earliest(due, PathFailover.NextDue(peer.State, Settings, now));
        }

        NextDue = due;
        Watch();
    }

    /// <summary>Keeps what is known of the sessions that are still there, in their order.</summary>
    private void Align()
    {
        _sessions = peers.All;
        _all = [.. _sessions.Select(session => Find(session.Identity.Name) is { } known && ReferenceEquals(known.Session, session) ? known : new PeerFailover(session))];
        _byName.Clear();
        foreach (var peer in _all)
        {
            _byName.Add(peer.Session.Identity.Name, peer);
        }
    }

    /// <summary>Checks say nothing of a path that hellos prove. Where hellos found no way out in time, the search for any path goes by checks.</summary>
    private void Entrust(PeerFailover peer, TimeSpan now)
    {
        var isWatched = peer.Verdict switch
        {
            HelloVerdict.Unknown => false,
            HelloVerdict.Silent => peer.State.Phase != FailoverPhase.Failed && now - peer.State.SuspectedAt < Patience,
            _ => Settings.Enabled,
        };
        if (isWatched != peer.Session.Checks.IsWatched)
        {
            checker.Step(peer.Session, new CheckListEvent.Watched(isWatched), now);
        }
    }

    private void Follow(PeerFailover peer, TimeSpan now)
    {
        var session = peer.Session;

        // A step may move the check list, which is then looked at once more.
        for (var i = 0; i < 3 && !ReferenceEquals(peer.Seen, session.Checks); i++)
        {
            peer.Seen = session.Checks;
            if (session.Checks.Phase == CheckListPhase.Connected)
            {
                Step(peer, new FailoverEvent.PathsKnown(PathsOf(session.Checks), session.Checks.Selected, ProvenAt(peer, now)), now);
            }
        }
    }

    private TimeSpan? ProvenAt(PeerFailover peer, TimeSpan now) => peer.Verdict == HelloVerdict.Unknown ? null : now - hellos.Read(peer.Session.Identity.Name).Age;

    /// <summary>The paths, best first: as a route orders them, else by kind, then by what they cost.</summary>
    private static ImmutableArray<FailoverPath> PathsOf(CheckListState checks) =>
    [
        .. checks.Checks
            .Where(check => check.AnsweredAt is not null || check.HeldSince is not null || check.Candidate.Address.Equals(checks.Selected))
            .OrderBy(check => checks.Order.RankOf(check.Candidate))
            .ThenBy(check => check.Candidate.Kind)
            .ThenBy(check => PathRank.Cost(check.Candidate, check.RoundTrip))
            .Select(check => new FailoverPath(check.Candidate.Address, PathRank.Tier(check.Candidate.Kind))
            {
                AnsweredAt = check.AnsweredAt,
                RoundTrip = check.RoundTrip,
                IsServedByPeer = IsPeersAllocation(check.Candidate),
            }),
    ];

    /// <summary>Loopback addresses stand for this node's own allocations.</summary>
    private static bool IsPeersAllocation(RemoteCandidate candidate) => candidate.Kind == RemoteCandidateKind.Turn && !IPAddress.IsLoopback(candidate.Address.Address);

    /// <summary>Lets those move that may: of all that wait, as many groups as the policy says.</summary>
    private void Decide(TimeSpan now)
    {
        if (now >= _returnsAt)
        {
            _returnsAt = now + ReturnInterval;
            foreach (var peer in _all)
            {
                if (!peer.State.Held.IsEmpty)
                {
                    Step(peer, new FailoverEvent.Tick(), now);
                }
            }
        }

        if (!Array.Exists(_all, peer => peer.State.Cause is not null))
        {
            _isSelfSuspect = false;
            return;
        }

        List<WatchedPeer> watched = [.. _all.Where(peer => peer.Verdict != HelloVerdict.Unknown).Select(peer => new WatchedPeer(peer.Session.Identity.Name, SharedBy(peer), peer.Session.Route?.Priority ?? 0, peer.State))];
        var wasSelfSuspect = _isSelfSuspect;
        _isSelfSuspect = FailoverBoard.IsSelfSuspect(watched, HeardAt);
        if (_isSelfSuspect)
        {
            if (!wasSelfSuspect)
            {
                logger.SelfSuspect();
            }

            return;
        }

        var granted = FailoverBoard.Grant(watched, Settings).ToHashSet(StringComparer.Ordinal);
        foreach (var peer in _all.Where(peer => peer.State.Cause is not null))
        {
            Step(peer, new FailoverEvent.Tick(), now, granted.Contains(peer.Session.Identity.Name));
        }
    }

    /// <summary>A relay's address stands for the relay: its ports differ by pair.</summary>
    private static string? SharedBy(PeerFailover peer)
        => peer.State.Find(peer.State.Current) is { Tier: > 0 } path ? path.Address.Address.ToString() : null;

    private void Watch()
    {
        var count = 0;
        var isSame = true;
        foreach (var peer in _all)
        {
            if (peer.IsWatchable)
            {
                isSame = isSame && count < _targets.Length && peer.IsAsIn(_targets[count]);
                count++;
            }
        }

        if (!isSame || count != _targets.Length)
        {
            _targets = [.. _all.Where(peer => peer.IsWatchable).Select(peer => peer.ToTarget())];
            hellos.Watch(_targets);
        }
    }

    private void Step(PeerFailover peer, FailoverEvent happened, TimeSpan now, bool mayStart = false)
    {
        var before = peer.ReportedPhase;
        var suspectedAt = peer.State is { Phase: FailoverPhase.Suspect, SuspectedAt: var at } ? at : (TimeSpan?)null;
        var step = PathFailover.Step(peer.State, happened, Settings, mayStart, now);
        peer.State = step.State;
        _hasNews |= peer.ReportedPhase != before;
        if (peer.Return(now) is { } away)
        {
            metrics.Recovered(away);
        }

        foreach (var effect in step.Effects)
        {
            Apply(peer, effect, suspectedAt, now);
        }
    }
}
