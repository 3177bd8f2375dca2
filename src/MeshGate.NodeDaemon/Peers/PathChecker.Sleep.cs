using MeshGate.NodeDaemon.Connections;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Peers;

/// <content>Sessions that sleep, and paths that are taken into use.</content>
public sealed partial class PathChecker
{
    private readonly HashSet<TransactionId> _asks = [];

    /// <summary>Says which sessions wake and sleep; without one none that sleeps is woken.</summary>
    public ISessionGate? Gate { get; set; }

    /// <summary>Asks the peer over the path in use, or that was in use last, whether the session may sleep.</summary>
    public void AskToSleep(PeerSession session, TimeSpan now)
    {
        if (session.Checks.Selected is not { } to)
        {
            return;
        }

        var id = RandomTransactions.Next();
        Span<byte> request = stackalloc byte[PathCheckCodec.MaxLength];
        var length = PathCheckCodec.EncodeRequest(
            request, id, session.Keys.ForOwnRequests(_session), useCandidate: false, session.Checks.Find(to)?.Candidate.Kind ?? RemoteCandidateKind.Host, asksToSleep: true);
        _inFlight[id] = session;
        _asks.Add(id);
        _sent.Enqueue((id, now));
        transport.TrySend(to, request[..length]);
        metrics.Check("sent");
    }

    private void Forget(TransactionId id)
    {
        _inFlight.Remove(id);
        _asks.Remove(id);
    }

    private void Use(PeerSession session, CheckListEffect.UsePath path, TimeSpan now)
    {
        session.Choose(path.Candidate.Address);
        metrics.Traversed(session.Search, path.Candidate.Kind, now);
        if (session.LatestHandshake is null)
        {
            session.AwaitingHandshakeSince = now;
        }
        else if (session.CandidatesKnownAt is { } known)
        {
            session.CandidatesKnownAt = null;
            metrics.PathSetUp(now - known);
        }

        logger.PathUsed(session.Identity.Name, path.Candidate.Address, path.Candidate.Kind, path.RoundTrip.TotalMilliseconds);
    }
}
