using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Ice;

/// <summary>Something that happened to a pair of nodes.</summary>
public abstract record CheckListEvent
{
    private CheckListEvent()
    {
    }

    /// <summary>Time passed.</summary>
    public sealed record Tick : CheckListEvent;

    /// <summary>The peer's candidates were read: the whole list, replacing what was read before.</summary>
    public sealed record CandidatesLearned(ImmutableArray<RemoteCandidate> Candidates) : CheckListEvent;

    /// <summary>A path is lent for this pair alone (a relay's port, a TURN allocation). It stays until it is withdrawn.</summary>
    public sealed record CandidateOffered(RemoteCandidate Candidate) : CheckListEvent;

    /// <summary>A lent path is no more.</summary>
    public sealed record CandidateWithdrawn(IPEndPoint Address) : CheckListEvent;

    /// <summary>An authenticated, first-seen check of the peer's came from an address.</summary>
    /// <param name="From">The address.</param>
    /// <param name="UseCandidate">Whether the peer nominates the path.</param>
    /// <param name="Via">The kind of path as the peer sees it, where it is lent; null where it is direct.</param>
    public sealed record CheckReceived(IPEndPoint From, bool UseCandidate, RemoteCandidateKind? Via = null) : CheckListEvent;

    /// <summary>The peer told its candidates over the path in use and tries them now: so do we, since both must send at once.</summary>
    public sealed record CandidatesTold(ImmutableArray<RemoteCandidate> Candidates) : CheckListEvent;

    /// <summary>This node's own candidates changed; the peer is to be told.</summary>
    public sealed record OwnCandidatesChanged : CheckListEvent;

    /// <summary>Whether the session carries traffic: a path in use is watched closely.</summary>
    /// <param name="InUse">Whether it does.</param>
    /// <param name="IsBrief">Whether it has done so for a moment only: where it could move is not looked for yet.</param>
    public sealed record Used(bool InUse, bool IsBrief = false) : CheckListEvent;

    /// <summary>Other settings are in force.</summary>
    public sealed record Configured(CheckListSettings Settings) : CheckListEvent;

    /// <summary>Another order of paths is in force; the session moves to a better one that answers.</summary>
    public sealed record Ordered(PathOrder Order) : CheckListEvent;

    /// <summary>The session sleeps: nothing is sent, and what is known is kept for <see cref="Woken"/>.</summary>
    public sealed record Slept : CheckListEvent;

    /// <summary>The session is wanted again.</summary>
    /// <param name="IsReuse">Whether the path that was good last is taken as soon as it answers; else all that can be found are compared.</param>
    public sealed record Woken(bool IsReuse) : CheckListEvent;

    /// <summary>An authenticated answer came.</summary>
    public sealed record CheckAnswered(IPEndPoint From, TransactionId Id) : CheckListEvent;

    /// <summary>WireGuard already sends to this address: found at start, or moved there by an authenticated packet.</summary>
    public sealed record EndpointObserved(IPEndPoint Address) : CheckListEvent;

    /// <summary>Whether hellos say that the path in use carries the session.</summary>
    public sealed record Watched(bool IsWatched) : CheckListEvent;

    /// <summary>The path in use misses hellos: whether others answer is asked at once.</summary>
    public sealed record PathSuspected : CheckListEvent;

    /// <summary>A path failed: it is checked on, and not chosen before <see cref="PathReleased"/>.</summary>
    public sealed record PathHeld(IPEndPoint Address) : CheckListEvent;

    /// <summary>A path that had failed may be chosen again.</summary>
    public sealed record PathReleased(IPEndPoint Address) : CheckListEvent;

    /// <summary>The session is to be on another path that answers, whatever its rank; the peer is told over it.</summary>
    public sealed record PathForced(IPEndPoint Address) : CheckListEvent;

    /// <summary>Something changed on this side (an address, a NAT): check everything anew.</summary>
    public sealed record Restart : CheckListEvent;
}
