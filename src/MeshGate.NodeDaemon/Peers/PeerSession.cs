using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Routes;
using MeshGate.NodeDaemon.Tracing;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>What the daemon holds about one peer. Belongs to the agent's loop alone.</summary>
public sealed class PeerSession(PeerIdentity identity, PathCheckKeys keys, CheckListState checks, TimeSpan now)
{
    /// <summary>Initiation, response and the keepalive that confirms them: every two minutes, and nobody's traffic.</summary>
    private const long HandshakeBytes = 148 + 92 + 32;

    /// <summary>A handshake older than this may be of no use by the time that a path is found (REJECT_AFTER_TIME is 180 s).</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(170);

    /// <summary>For how long the end that was woken by its peer leaves the handshake to it: initiations that cross cancel each other.</summary>
    private static readonly TimeSpan HoldBackFor = TimeSpan.FromSeconds(2);

    /// <summary>Between two reports of a refusal.</summary>
    private static readonly TimeSpan RefusalInterval = TimeSpan.FromMinutes(1);

    /// <summary>How long a check may be on its way.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(1);

    private readonly RecentTransactions _answered = new();
    private readonly SessionUse _use = new();
    private TimeSpan? _checksDue = checks.NextDue;
    private TimeSpan? _refusedAt;
    private TimeSpan _holdsBackUntil;
    private TimeSpan? _restedAt;
    private DateTimeOffset? _spent;
    private long _handshakes;

    /// <summary>Of a guest: whether it asked for this node before this node asked for it.</summary>
    public bool IsCaller { get; set; }

    /// <summary>Who the peer is.</summary>
    public PeerIdentity Identity { get; set; } = identity;

    /// <summary>The keys of checks between us and it.</summary>
    public PathCheckKeys Keys { get; } = keys;

    /// <summary>Where the search for a path stands.</summary>
    public CheckListState Checks
    {
        get;
        set
        {
            IsTurned |= value.Phase != field.Phase || value.InUse != field.InUse || value.NeedsStandby != field.NeedsStandby || !Equals(value.Selected, field.Selected);
            field = value;
            _checksDue = value.NextDue;
        }
    } = checks;

    /// <summary>When the search for a path, or what the peer told of itself, has something to do; asked after every event, of every peer.</summary>
    public TimeSpan? NextDue => Due.Earliest(_checksDue, Told.DueAt);

    /// <summary>Whether a path was found, moved or lost, or came into use, since whoever lends paths last looked.</summary>
    public bool IsTurned { get; set; } = true;

    /// <summary>What the search for a path has tried and found, for those who count.</summary>
    public PathSearch Search { get; } = new();

    /// <summary>When the path was last lost or the peer became known: the start of the current search.</summary>
    public TimeSpan SearchingSince { get; set; } = now;

    /// <summary>When the peer's candidates became known in the current search; the clock of path set-up runs from here.</summary>
    public TimeSpan? CandidatesKnownAt { get; set; }

    /// <summary>The candidates as last read, to be kept on disk.</summary>
    public ImmutableArray<RemoteCandidate> Candidates { get; set; } = [];

    /// <summary>How the NATs in front of the peer behave, as it last said itself; null when it was not read yet. Only explains, decides nothing.</summary>
    public NatBehavior? Nat { get; set; }

    /// <summary>Where WireGuard sends, as chosen or as observed; null until a path was proven.</summary>
    public IPEndPoint? Endpoint { get; private set; }

    /// <summary>Whether the endpoint is where WireGuard was found to send, rather than a choice of ours.</summary>
    public bool IsEndpointObserved { get; private set; }

    /// <summary>Whether WireGuard has the peer, so that it takes the peer's handshake.</summary>
    public bool IsConfigured { get; set; }

    /// <summary>
    /// Whether this end starts the handshake. Only the controlling one does: initiations that cross cancel each other, and WireGuard
    /// tries again no sooner than five seconds later (REKEY_TIMEOUT). The other end has the peer configured from the start, to
    /// receive, and starts one itself only when none came within <see cref="HandshakePatience"/>.
    /// </summary>
    public bool IsInitiator(TimeSpan now)
        => BeginsHandshake(now) && (Checks.Controlling || AwaitingHandshakeSince is not { } since || now - since >= HandshakePatience);

    /// <summary>Whether this end may begin a handshake, as far as the peer is not about to.</summary>
    public bool BeginsHandshake(TimeSpan now) => now >= _holdsBackUntil;

    /// <summary>The peer says that its WireGuard has begun the handshake: so it is its to begin, unless this end has, too, and is the controlling one.</summary>
    /// <param name="hasBegun">Whether this machine's own WireGuard has begun one.</param>
    /// <param name="now">Monotonic time.</param>
    public void LeaveHandshake(bool hasBegun, TimeSpan now)
    {
        if (LatestHandshake is null && !(hasBegun && Checks.Controlling))
        {
            _holdsBackUntil = now + HoldBackFor;
        }
    }

    /// <summary>How long the controlled end waits for the other's handshake.</summary>
    public static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(1);

    /// <summary>When WireGuard last completed a handshake with the peer, by this machine's clock.</summary>
    public DateTimeOffset? LatestHandshake
    {
        get;
        set
        {
            _handshakes += value is null || value == field ? 0 : 1;
            field = value;
        }
    }

    /// <summary>When the endpoint was last moved and no handshake has been seen since; null otherwise.</summary>
    public TimeSpan? AwaitingHandshakeSince { get; set; }

    /// <summary>The route that orders the paths; null for none.</summary>
    public PeerRoute? Route { get; set; }

    /// <summary>The way through TURN servers.</summary>
    public TurnUse Turn { get; } = new();

    /// <summary>Whether the path in use is proven and WireGuard has a session over it.</summary>
    public bool IsUp => Checks.Phase == CheckListPhase.Connected && LatestHandshake is not null;

    /// <summary>The candidates that the peer tells over the path in use.</summary>
    public ToldCandidates Told { get; } = new();

    /// <summary>Whether the path in use leads through a relay.</summary>
    public bool IsRelayed => Checks.IsRelayed;

    /// <summary>Takes WireGuard's counters of the session.</summary>
    /// <param name="bytes">Received and sent so far.</param>
    /// <param name="hellos">How much of them are hellos, as far as they were counted.</param>
    /// <param name="isLate">Whether who counts hellos was late of late.</param>
    /// <param name="now">Monotonic time.</param>
    /// <returns>Whether the session is in use; not before WireGuard has shaken hands, what it sends until then is handshakes.</returns>
    public bool Transfer(long bytes, long hellos, bool isLate, TimeSpan now)
    {
        if (LatestHandshake is null)
        {
            ForgetUse();
            return false;
        }

        return _use.Take(bytes - (_handshakes * HandshakeBytes), hellos, isLate, now);
    }

    /// <summary>Whether the session has been in use for a moment only, as far as <see cref="Transfer"/> was told.</summary>
    public bool IsUseBrief => _use.IsBrief;

    /// <summary>Chooses where WireGuard is to send.</summary>
    public void Choose(IPEndPoint endpoint) => (Endpoint, IsEndpointObserved, IsTrapped) = (endpoint, false, false);

    /// <summary>Follows WireGuard to where it sends.</summary>
    public void Follow(IPEndPoint? endpoint) => (Endpoint, IsEndpointObserved, IsTrapped) = (endpoint, true, false);

    /// <summary>Has WireGuard send where its packets are caught.</summary>
    public void Trap(IPEndPoint trap) => (Endpoint, IsEndpointObserved, IsTrapped) = (trap, false, true);

    /// <summary>Whether what WireGuard sends is caught.</summary>
    public bool IsTrapped { get; private set; }

    /// <summary>Whether the session was woken, and WireGuard is still to be pointed at the peer at once.</summary>
    public bool IsToBeMoved { get; set; }

    /// <summary>
    /// Whether both agreed so lately that the session sleeps that a check of the peer's may have left before: it wakes nobody. A peer that has something to say has its packets
    /// taken all the same, as long as the trap is not set, and asks again.
    /// </summary>
    public bool HasJustRested(TimeSpan now) => now - _restedAt < LongestWay;

    /// <summary>The session sleeps from now on.</summary>
    /// <param name="isAgreed">Whether the peer lets it sleep as well.</param>
    /// <param name="now">Monotonic time.</param>
    public void Rest(bool isAgreed, TimeSpan now)
    {
        _restedAt = isAgreed ? now : null;
        (AwaitingHandshakeSince, CandidatesKnownAt, IsToBeMoved) = (null, null, false);
        ForgetUse();
    }

    /// <summary>The session is wanted again.</summary>
    /// <param name="isByPeer">Whether the peer wants it, and so begins the handshake.</param>
    /// <param name="wall">This machine's clock.</param>
    /// <param name="now">Monotonic time.</param>
    public void Wake(bool isByPeer, DateTimeOffset wall, TimeSpan now)
    {
        (SearchingSince, CandidatesKnownAt, IsToBeMoved) = (now, now, true);
        _holdsBackUntil = isByPeer ? now + HoldBackFor : TimeSpan.Zero;
        if (LatestHandshake is { } last && wall - last > FreshFor)
        {
            (_spent, LatestHandshake) = (last, null);
        }

        ForgetUse();
    }

    /// <summary>A handshake as WireGuard tells it; null for one whose keys had ended before the session was woken.</summary>
    public DateTimeOffset? Count(DateTimeOffset? handshake) => handshake == _spent ? null : handshake;

    /// <summary>Whether a refusal to wake the session is worth a word: not each of many.</summary>
    public bool IsFirstRefusal(TimeSpan now)
    {
        if (now - _refusedAt < RefusalInterval)
        {
            return false;
        }

        _refusedAt = now;
        return true;
    }

    /// <summary>The hellos that are to be taken off the bytes are counted anew with each waking.</summary>
    private void ForgetUse()
    {
        _use.Forget();
        _handshakes = 0;
    }

    /// <summary>What is noted of its path changes; null while traces are off.</summary>
    internal SessionTrace? Trace { get; set; }

    /// <summary>Whether a request is seen for the first time; a replayed one is not.</summary>
    public bool IsFirstSight(TransactionId transaction) => _answered.Add(transaction);
}
