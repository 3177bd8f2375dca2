using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <content>
/// Ways through TURN servers. One end holds the allocation: the one without UDP, else the controlling one; both where neither has UDP, and
/// while a session in use goes by one of them, so that neither's daemon nor server is all that carries it.
/// </content>
public sealed partial class AgentState
{
    private ImmutableArray<TurnServerOrder> _turnServers = [];
    private ImmutableArray<string> _turnProblems = [];
    private TurnServersReport _turnReport = TurnServersReport.None;
    private TimeSpan? _turnDueAt;

    private void TakeTurnServers(MeshNode node)
    {
        var servers = TurnOrderReader.Read(node, key, out var problems);
        if (servers.SequenceEqual(_turnServers) && problems.SequenceEqual(_turnProblems))
        {
            return;
        }

        _turnServers = servers;
        _turnProblems = problems;
        foreach (var problem in problems)
        {
            logger.AssignmentProblem(problem);
        }

        // Credentials change more often than the assignment's revision, and must be on disk when the API is not there.
        _node = node;
        _isStateStale = true;
        _turnDueAt = TimeSpan.Zero;
    }

    private void TakeTurn(AgentEvent.TurnChanged changed, TimeSpan now)
    {
        if (peers.TryGet(changed.Peer, out var session))
        {
            var isMoved = !(session.Turn.Path?.Relayed ?? []).SequenceEqual(changed.Path?.Relayed ?? []);
            session.Turn.Path = changed.Path;
            OfferTurn(session, now);
            if (isMoved && session.Checks.Phase == CheckListPhase.Connected)
            {
                checker.Step(session, new CheckListEvent.OwnCandidatesChanged(), now);
            }
        }
    }

    /// <summary>Takes what peers told of their allocations over the path in use; a check proves it.</summary>
    private void TakeToldTurn(TimeSpan now)
    {
        foreach (var session in checker.TakeToldTurn())
        {
            OfferTurn(session, now);
            _turnDueAt = TimeSpan.Zero;
        }
    }

    /// <summary>Takes what a peer's MeshNode says of the way to it. Whoever owns that object may write anything; a check proves it.</summary>
    private void TakePeerTurn(PeerSession session, MeshNode node, TimeSpan now)
    {
        var hasNoUdp = node.Status?.Agent?.Conditions?.FirstOrDefault(condition => condition?.Type == "StunReachable") is { Status: "False", Reason: "Unreachable" };
        ImmutableArray<IPEndPoint> announced =
        [
            .. (node.Status?.Agent?.Peers?.FirstOrDefault(summary => summary?.Name == options.NodeName)?.TurnAddresses ?? [])
                .Take(2)
                .Select(text => IPEndPoint.TryParse(text ?? string.Empty, out var address) && CandidateText.IsReachable(address) && checker.IsOutside(address) ? address : null)
                .OfType<IPEndPoint>(),
        ];
        if (hasNoUdp == session.Turn.PeerHasNoUdp && announced.SequenceEqual(session.Turn.Reported))
        {
            return;
        }

        (session.Turn.PeerHasNoUdp, session.Turn.Reported) = (hasNoUdp, announced);
        OfferTurn(session, now);
        _turnDueAt = TimeSpan.Zero;
    }

    /// <summary>Has the ways through TURN servers checked: this end's by the loopback addresses that stand for them, the peer's as it told them.</summary>
    private void OfferTurn(PeerSession session, TimeSpan now)
    {
        var ways = session.Turn.Ways(session.Checks, isAnnouncedReached: !HasNoUdp);
        var gone = session.Turn.Offered.Except(ways).ToList();
        var fresh = ways.Except(session.Turn.Offered).ToList();
        session.Turn.Offered = ways;
        foreach (var address in fresh)
        {
            checker.Step(session, new CheckListEvent.CandidateOffered(new RemoteCandidate(address, RemoteCandidateKind.Turn)), now);
        }

        foreach (var address in gone)
        {
            checker.Step(session, new CheckListEvent.CandidateWithdrawn(address), now);
        }
    }

    /// <summary>Whether a session that has a direct path needs a server to move to; a relay node is better.</summary>
    private bool NeedsTurnStandby(PeerSession session) => !(_relayOrders.IsWanted && _relayOrders.Relays.Length > 0) && LentPathNeed.IsStandby(session.Checks);

    /// <summary>Whether the other end's allocation carries a session in use, or an own one does already.</summary>
    private static bool NeedsSecondTurn(TurnUse use, CheckListState checks)
        => !checks.IsAsleep
            && checks.SelectedCheck is { Candidate: { Kind: RemoteCandidateKind.Turn } selected }
            && (LentPathNeed.IsSecond(checks) || (use.IsWanted && IPAddress.IsLoopback(selected.Address.Address)));

    /// <summary>
    /// The peer's address behind the own allocation in use: none that the peer told where its NAT maps each destination anew, and one that a daemon that
    /// has just started tells nothing near of.
    /// </summary>
    private static IEnumerable<IPEndPoint> RemoteInUse(PeerSession session)
        => (session.Turn.Path?.Remotes ?? []).Where(remote => remote.Loopback.Equals(session.Checks.Selected)).Select(remote => remote.Remote);

    /// <summary>Says which peers need an allocation.</summary>
    private void OrderTurn(TimeSpan now)
    {
        var wanted = ImmutableArray.CreateBuilder<TurnPathOrder>();
        var silentAt = discovery.SilentAt;
        var hasNoUdp = HasNoUdp || silentAt <= now;
        _turnDueAt = hasNoUdp ? null : silentAt;
        foreach (var session in peers.All)
        {
            var use = session.Turn;
            var patience = hasNoUdp ? TimeSpan.Zero : checker.PatienceFor(session);
            var isHolder = !_turnServers.IsEmpty && (hasNoUdp || (!use.PeerHasNoUdp && session.Checks.Controlling));
            var isSecond = !_turnServers.IsEmpty && !isHolder && !use.PeerHasNoUdp && NeedsSecondTurn(use, session.Checks);
            use.IsWanted = isSecond || (isHolder && (NeedsTurnStandby(session) || LentPathNeed.Is(session.Checks, use.IsWanted, patience, now)));
            _turnDueAt = isHolder ? Due.Earliest(_turnDueAt, LentPathNeed.ChangesAt(session.Checks, use.IsWanted, patience, now)) : _turnDueAt;

            if (use.IsWanted)
            {
                IEnumerable<IPEndPoint> both = hasNoUdp && use.PeerHasNoUdp ? use.Announced : [];
                wanted.Add(new TurnPathOrder(session.Identity.Name, [.. session.Candidates.Select(candidate => candidate.Address).Concat(both).Concat(RemoteInUse(session)).Distinct()])
                {
                    Avoided = isSecond ? [.. use.Announced.Select(relayed => relayed.Address).Distinct()] : [],
                });
            }
        }

        workers.Turn.Set(_turnServers, wanted.ToImmutable(), Port, hasNoUdp);
    }
}
