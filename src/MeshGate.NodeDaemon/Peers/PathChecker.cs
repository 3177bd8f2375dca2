using System.Collections.Immutable;
using System.Net;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Tracing;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Stun;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>
/// Takes path checks in and sends them out. An unauthenticated datagram changes nothing: a request must carry its peer's MAC and
/// be seen for the first time, an answer must name a check of ours in flight and come from the address that was asked.
/// </summary>
public sealed partial class PathChecker(
    PeerTable peers, PrivateKey key, IStunTransport transport, PeerReader reader, DaemonMetrics metrics, PathTraces traces, ILogger<PathChecker> logger)
{
    private readonly SessionId _session = RandomTransactions.NextSession();
    private readonly PeerTag _tag = PeerTag.Of(key.PublicKey);
    private readonly CheckPacer _pacer = new();
    private readonly Dictionary<TransactionId, PeerSession> _inFlight = [];
    private readonly Queue<(TransactionId Id, TimeSpan SentAt)> _sent = new();

    /// <summary>Takes one step for one peer and does what comes of it.</summary>
    public void Step(PeerSession session, CheckListEvent happened, TimeSpan now)
    {
        var step = CheckList.Step(session.Checks, happened, now, RandomTransactions.Next, _pacer);
        var before = session.Checks.Selected;
        var isMoved = !Equals(step.State.Selected, before);
        _hasNews |= step.State.Phase != session.Checks.Phase || isMoved
            || (happened is CheckListEvent.CandidateOffered && step.State.SelectedCheck?.Candidate.Relay != session.Checks.SelectedCheck?.Candidate.Relay);
        session.Search.Follow(happened);
        session.Checks = step.State;
        if (isMoved && session.Checks is { Phase: CheckListPhase.Connected, Selected: { } selected })
        {
            traces.Found(session, before, selected, now);
        }

        foreach (var effect in step.Effects)
        {
            Apply(session, effect, now);
        }
    }

    /// <summary>Lets time pass for every peer, and forgets checks that nobody will answer any more.</summary>
    public void Tick(TimeSpan now)
    {
        if (NextDue is { } due && due <= now)
        {
            _pacer.Note(now - due, now);
        }

        foreach (var session in peers.All)
        {
            if (session.NextDue <= now)
            {
                TakeTold(session, now);
                Step(session, new CheckListEvent.Tick(), now);
            }
        }

        while (_sent.TryPeek(out var oldest) && now - oldest.SentAt > CheckListTimers.Timeout)
        {
            Forget(_sent.Dequeue().Id);
        }
    }

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue => peers.NextDue;

    /// <summary>How short of time this node is, so that what it waits for comes late: see <see cref="CheckPacer.Strain"/>.</summary>
    public double Strain => _pacer.Strain;

    /// <summary>How long a peer is sought directly before a path is borrowed.</summary>
    public TimeSpan PatienceFor(PeerSession session) => LentPathNeed.PatienceFor(session.Checks, OwnCandidates, _pacer.Strain);

    /// <summary>
    /// The mesh's own ranges. A path through the tunnel would carry the tunnel: nothing is checked there and nobody answered,
    /// whoever proposes it.
    /// </summary>
    public ImmutableArray<IPNetwork> MeshRanges { get; set; } = [];

    /// <summary>Whether an address lies outside the tunnel.</summary>
    public bool IsOutside(IPEndPoint address) => !MeshRanges.Any(range => range.Contains(address.Address));

    /// <summary>This node's own candidates, which a peer is told over the path in use.</summary>
    public ImmutableArray<RemoteCandidate> OwnCandidates { get; private set; } = [];

    /// <summary>Takes note of this node's candidates; peers with a path are told when they changed.</summary>
    public void Announce(ImmutableArray<RemoteCandidate> candidates, TimeSpan now)
    {
        if (candidates.SequenceEqual(OwnCandidates))
        {
            return;
        }

        OwnCandidates = candidates;
        foreach (var session in peers.All.Where(session => session.Checks.Phase == CheckListPhase.Connected))
        {
            Step(session, new CheckListEvent.OwnCandidatesChanged(), now);
        }
    }

    /// <summary>Takes the peer's candidates, as read from its MeshNode or told over the path in use.</summary>
    public void Learn(PeerSession session, ImmutableArray<RemoteCandidate> candidates, bool isTold, TimeSpan now)
    {
        candidates = candidates.RemoveAll(candidate => !IsOutside(candidate.Address));
        if (candidates.IsEmpty)
        {
            return;
        }

        if (session.Checks.Phase == CheckListPhase.Waiting)
        {
            session.CandidatesKnownAt ??= now;
        }

        var isNew = !candidates.SequenceEqual(session.Candidates);
        _hasLearned |= isNew;
        _hasNews |= isNew;
        session.Candidates = candidates;
        Step(session, isTold ? new CheckListEvent.CandidatesTold(candidates) : new CheckListEvent.CandidatesLearned(candidates), now);
    }

    /// <summary>Takes a datagram in. What is not a peer's is dropped in silence.</summary>
    public void Handle(IPEndPoint from, ReadOnlySpan<byte> message, TimeSpan now)
    {
        if (!IsOutside(from))
        {
            metrics.Refused("inside-the-mesh");
            return;
        }

        var refusal = PathCheckCodec.TryPeekRequest(message, out var route)
            ? HandleRequest(route, from, message, now)
            : HandleResponse(from, message, now);
        if (refusal is not null)
        {
            metrics.Refused(refusal);
        }
    }

    private string? HandleRequest(PathCheckRoute route, IPEndPoint from, ReadOnlySpan<byte> message, TimeSpan now)
    {
        if (route.To != _tag || !peers.TryGet(route.From, out var session))
        {
            Remember(from, route, message, now);
            return "unknown-peer";
        }

        var keys = session.Keys.ForPeerRequests(route.Session);
        if (!PathCheckCodec.TryVerifyRequest(message, keys, out var request))
        {
            return "forged";
        }

        if (!session.IsFirstSight(request.Transaction))
        {
            return "replayed";
        }

        // An answer promises that WireGuard takes the handshake that follows; the peer asks again in a moment.
        if (!session.Checks.Controlling && !session.IsConfigured)
        {
            return "not-configured";
        }

        session.Keys.Confirm(keys);
        metrics.Check("received");
        if (!request.AsksToSleep && session.Checks.IsAsleep && Gate?.TryWake(session, now) != true)
        {
            return "asleep";
        }

        Span<byte> response = stackalloc byte[PathCheckCodec.MaxLength];
        var length = PathCheckCodec.EncodeResponse(response, request.Transaction, keys, from, message.Length, request.AsksToSleep && Gate?.TryRest(session, now) == true);
        if (length > 0)
        {
            transport.TrySend(from, response[..length]);
        }

        if (request.AsksToSleep)
        {
            return null;
        }

        if (request.ClaimsHandshake)
        {
            session.LeaveHandshake(Gate?.HasInitiation(session) == true, now);
        }

        if (request.Trace is { } trace)
        {
            traces.Told(session, trace, now);
        }

        Step(session, new CheckListEvent.CheckReceived(from, request.UseCandidate, request.Via), now);
        if (request.UseCandidate && session.Checks.Controlling)
        {
            _peerMoves.Add((session, from));
        }

        if (!request.Candidates.IsDefault)
        {
            session.Told.Put(request.Candidates.RemoveAll(candidate => !CandidateText.IsReachable(candidate.Address)));
            TakeTold(session, now);
        }

        return null;
    }

    private string? HandleResponse(IPEndPoint from, ReadOnlySpan<byte> message, TimeSpan now)
    {
        if (!StunMessageParser.TryParse(message, out var parsed, out _))
        {
            return "malformed";
        }

        var transaction = parsed.TransactionId;
        if (!_inFlight.TryGetValue(transaction, out var session) || !peers.Holds(session))
        {
            return "unexpected";
        }

        if (!PathCheckCodec.TryVerifyResponse(message, session.Keys.ForOwnRequests(_session), transaction, out _, out var agrees))
        {
            return "forged";
        }

        _inFlight.Remove(transaction);
        metrics.Check("answered");
        if (_asks.Remove(transaction))
        {
            Gate?.Answered(session, agrees, now);
            return null;
        }

        Step(session, new CheckListEvent.CheckAnswered(from, transaction), now);
        return null;
    }

    private void Send(PeerSession session, CheckListEffect.SendCheck check, TimeSpan now)
    {
        var kind = session.Checks.Find(check.To)?.Candidate.Kind ?? RemoteCandidateKind.Host;
        metrics.Traversing(session.Search, kind, now);
        Span<byte> request = stackalloc byte[PathCheckCodec.MaxLength];
        var length = PathCheckCodec.EncodeRequest(
            request,
            check.Id,
            session.Keys.ForOwnRequests(_session),
            check.UseCandidate,
            kind,
            check.TellCandidates ? [.. session.Turn.Relayed, .. OwnCandidates] : default,
            trace: check.UseCandidate ? PathTraces.ContextOf(session) : null,
            claimsHandshake: Gate?.HasInitiation(session) == true && session.BeginsHandshake(now),
            name: NameFor(session));
        _inFlight[check.Id] = session;
        _sent.Enqueue((check.Id, now));
        transport.TrySend(check.To, request[..length]);
        metrics.Check("sent");
    }

    private void Apply(PeerSession session, CheckListEffect effect, TimeSpan now)
    {
        switch (effect)
        {
            case CheckListEffect.SendCheck check:
                Send(session, check, now);
                break;
            case CheckListEffect.UsePath path:
                Use(session, path, now);
                break;
            case CheckListEffect.PathLost lost:
                session.SearchingSince = now;
                session.Search.Restart();
                session.CandidatesKnownAt = now;
                _hasLoss = true;
                logger.PathLost(session.Identity.Name, lost.Address);
                break;
            case CheckListEffect.RefreshCandidates:
                reader.Request(session.Identity.Name);
                break;
        }
    }
}
