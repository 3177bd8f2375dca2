using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Peers;

/// <content>What happened since somebody last asked.</content>
public sealed partial class PathChecker
{
    private readonly List<(PeerSession Session, IPEndPoint To)> _peerMoves = [];
    private readonly List<PeerSession> _toldTurn = [];
    private bool _hasNews;
    private bool _hasLoss;
    private bool _hasLearned;

    /// <summary>Whether a path was found, moved, lost or given its relay's name since the last call.</summary>
    public bool TakeNews()
    {
        var news = _hasNews;
        _hasNews = false;
        return news;
    }

    /// <summary>Whether a path was lost since the last call: the NAT in front of this machine may map anew.</summary>
    public bool TakeLoss()
    {
        var loss = _hasLoss;
        _hasLoss = false;
        return loss;
    }

    /// <summary>Where peers that do not nominate say that they moved since the last call: their path stopped.</summary>
    public IReadOnlyList<(PeerSession Session, IPEndPoint To)> TakePeerMoves()
    {
        if (_peerMoves.Count == 0)
        {
            return [];
        }

        var moves = _peerMoves.ToList();
        _peerMoves.Clear();
        return moves;
    }

    /// <summary>Which peers told other addresses at TURN servers since the last call.</summary>
    public IReadOnlyList<PeerSession> TakeToldTurn()
    {
        if (_toldTurn.Count == 0)
        {
            return [];
        }

        var told = _toldTurn.ToList();
        _toldTurn.Clear();
        return told;
    }

    /// <summary>Whether a peer's candidates changed since the last call, so that they are worth saving.</summary>
    public bool TakeLearned()
    {
        var learned = _hasLearned;
        _hasLearned = false;
        return learned;
    }

    private void TakeTold(PeerSession session, TimeSpan now)
    {
        if (!session.Told.TryTake(now, out var candidates))
        {
            return;
        }

        ImmutableArray<IPEndPoint> turn = [.. candidates.Where(candidate => candidate.Kind == RemoteCandidateKind.Turn && IsOutside(candidate.Address)).Select(candidate => candidate.Address).Take(2)];
        if (!turn.SequenceEqual(session.Turn.Told))
        {
            session.Turn.Told = turn;
            _toldTurn.Add(session);
        }

        Learn(session, candidates.RemoveAll(candidate => candidate.Kind == RemoteCandidateKind.Turn), isTold: true, now);
    }
}
