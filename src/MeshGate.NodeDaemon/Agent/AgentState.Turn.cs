using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <content>
/// Ways through TURN servers. One end holds the allocation: the one without UDP, else the controlling one; both where neither has UDP.
/// </content>
public sealed partial class AgentState
{
    /// <summary>How long a direct path is waited for before an allocation is made.</summary>
    private static readonly TimeSpan TurnPatience = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a direct path must have been in use before the allocation is given back.</summary>
    private static readonly TimeSpan TurnRelease = TimeSpan.FromSeconds(60);

    private const int MaxTurnCandidates = 4;

    private ImmutableArray<TurnServerOrder> _turnServers = [];
    private ImmutableArray<string> _turnProblems = [];
    private TimeSpan? _turnDueAt;

    /// <summary>Whether every STUN server was asked and none answered: no UDP passes here.</summary>
    private bool HasNoUdp => discovery.Findings is { IsFinal: true, Asked: > 0 } findings && findings.Failures.Length >= findings.Asked;

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
            session.Turn.Path = changed.Path;
            Relearn(session, now);
        }
    }

    /// <summary>Takes what a peer's MeshNode says of the way to it, and returns its candidates. Whoever owns that object may write anything; a check proves it.</summary>
    private ImmutableArray<RemoteCandidate> TakeAddresses(PeerSession session, MeshNode node)
    {
        session.Turn.PeerHasNoUdp = node.Status?.Agent?.Conditions?.FirstOrDefault(condition => condition?.Type == "StunReachable") is { Status: "False", Reason: "Unreachable" };
        session.Turn.Announced =
        [
            .. (node.Status?.Agent?.Peers?.FirstOrDefault(summary => summary?.Name == options.NodeName)?.TurnAddresses ?? [])
                .Take(2)
                .Select(text => IPEndPoint.TryParse(text ?? string.Empty, out var address) && CandidateText.IsReachable(address) && checker.IsOutside(address) ? address : null)
                .OfType<IPEndPoint>(),
        ];
        _turnDueAt = TimeSpan.Zero;
        return CandidateText.Read(node.Status?.Agent?.Candidates);
    }

    /// <summary>The peer's candidates with those through TURN servers.</summary>
    private ImmutableArray<RemoteCandidate> WithTurn(PeerSession session, ImmutableArray<RemoteCandidate> candidates)
    {
        ImmutableArray<IPEndPoint> turn =
        [
            .. (session.Turn.Path?.Remotes ?? []).Select(remote => remote.Loopback).Concat(HasNoUdp ? [] : session.Turn.Announced).Take(MaxTurnCandidates),
        ];
        return
        [
            .. candidates.Take(CheckListTimers.MaxCandidates - turn.Length),
            .. turn.Select(address => new RemoteCandidate(address, RemoteCandidateKind.Turn)),
        ];
    }

    private void Relearn(PeerSession session, TimeSpan now)
        => checker.Step(session, new CheckListEvent.CandidatesLearned(WithTurn(session, session.Candidates)), now);

    /// <summary>Says which peers need an allocation.</summary>
    private void OrderTurn(TimeSpan now)
    {
        var wanted = ImmutableArray.CreateBuilder<TurnPathOrder>();
        _turnDueAt = null;
        foreach (var session in peers.All)
        {
            var use = session.Turn;
            var isDirect = session.Checks is { Phase: CheckListPhase.Connected, SelectedCheck.Candidate.Kind: < RemoteCandidateKind.Relay };
            if (use.Since is null || isDirect != use.IsDirect)
            {
                (use.Since, use.IsDirect) = (now, isDirect);
            }

            var isHolder = HasNoUdp || (!use.PeerHasNoUdp && session.Checks.Controlling);
            var due = use.Since.Value + (isDirect ? TurnRelease : HasNoUdp ? TimeSpan.Zero : TurnPatience);
            use.IsWanted = isHolder && (now >= due ? !isDirect : use.IsWanted);
            if (now < due && use.IsWanted == isDirect)
            {
                _turnDueAt = Earliest(_turnDueAt, due);
            }

            if (use.IsWanted)
            {
                IEnumerable<IPEndPoint> both = HasNoUdp && use.PeerHasNoUdp ? use.Announced : [];
                wanted.Add(new TurnPathOrder(session.Identity.Name, [.. session.Candidates.Select(candidate => candidate.Address).Concat(both).Distinct()]));
            }
        }

        workers.Turn.Set(_turnServers, wanted.ToImmutable(), Port);
    }
}
