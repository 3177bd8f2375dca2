using System.Collections.Immutable;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Ice;

/// <summary>One line of a check list: a candidate and how its checks went.</summary>
public sealed record CandidateCheck
{
    /// <summary>The address under test.</summary>
    public required RemoteCandidate Candidate { get; init; }

    /// <summary>When the next check is due.</summary>
    public required TimeSpan DueAt { get; init; }

    /// <summary>The turn that it waits for, among the checks of all peers; null where it waits for none.</summary>
    public TimeSpan? TurnAt { get; init; }

    /// <summary>Checks sent since the last answer.</summary>
    public int Unanswered { get; init; }

    /// <summary>Whether somebody lends it for this pair, until it is withdrawn; what was only learned from a check gives way to others.</summary>
    public bool IsOffered { get; init; }

    /// <summary>Round-trip time of the latest answer; null until one came.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>When the latest answer came.</summary>
    public TimeSpan? AnsweredAt { get; init; }

    /// <summary>Whether the peer asked to use this address (RFC 8445, section 7.3.1.5).</summary>
    public bool NominatedByPeer { get; init; }

    /// <summary>Since when it has been held back because it failed; null where it may be chosen.</summary>
    public TimeSpan? HeldSince { get; init; }

    /// <summary>When a check of the peer's last made us check at once.</summary>
    public TimeSpan? TriggeredAt { get; init; }

    /// <summary>The checks in flight, oldest first.</summary>
    public ImmutableArray<PendingCheck> Pending { get; init; } = [];

    /// <summary>When the first of the checks was sent that went unanswered since the last answer; null if all were answered.</summary>
    public TimeSpan? UnansweredSince => Unanswered == 0 || Pending.IsEmpty ? null : Pending[Math.Max(0, Pending.Length - Unanswered)].SentAt;

    /// <summary>Whether it was learned from the peer's own checks alone.</summary>
    public bool IsLearned => !IsOffered && (Candidate.Kind == RemoteCandidateKind.PeerReflexive || !PathRank.IsDirect(Candidate.Kind));

    /// <summary>The check in flight with this transaction; null if there is none.</summary>
    public PendingCheck? Find(TransactionId id)
    {
        foreach (var pending in Pending)
        {
            if (pending.Id.Equals(id))
            {
                return pending;
            }
        }

        return null;
    }
}
