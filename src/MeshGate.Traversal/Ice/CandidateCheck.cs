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

    /// <summary>Checks sent since the last answer.</summary>
    public int Unanswered { get; init; }

    /// <summary>Round-trip time of the latest answer; null until one came.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>When the latest answer came.</summary>
    public TimeSpan? AnsweredAt { get; init; }

    /// <summary>Whether the peer asked to use this address (RFC 8445, section 7.3.1.5).</summary>
    public bool NominatedByPeer { get; init; }

    /// <summary>When a check of the peer's last made us check at once.</summary>
    public TimeSpan? TriggeredAt { get; init; }

    /// <summary>The checks in flight, oldest first.</summary>
    public ImmutableArray<PendingCheck> Pending { get; init; } = [];

    /// <summary>When the check with this transaction was sent; null if none such is in flight.</summary>
    public TimeSpan? SentAt(TransactionId id)
    {
        foreach (var pending in Pending)
        {
            if (pending.Id.Equals(id))
            {
                return pending.SentAt;
            }
        }

        return null;
    }
}
