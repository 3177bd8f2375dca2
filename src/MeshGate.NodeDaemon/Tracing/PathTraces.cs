using System.Diagnostics;
using System.Net;
using MeshGate.Core.Failover;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Telemetry;

namespace MeshGate.NodeDaemon.Tracing;

/// <summary>
/// A span for each change of a session's path, in one trace with the peer's span of it. The checks that nominate a path carry the context of the
/// sender's span. Where both ends moved at once, the trace of the one that nominates (<see cref="Traversal.Ice.CheckListState.Controlling"/>) counts;
/// where that one only followed, the peer's. Belongs to the agent's loop. While nobody listens, nothing is noted, sent or allocated.
/// </summary>
public sealed partial class PathTraces(string node, TimeProvider time) : IDisposable
{
    /// <summary>The name of the source of the spans.</summary>
    public const string SourceName = "MeshGate.NodeDaemon";

    /// <summary>The name of the spans.</summary>
    public const string SpanName = "path change";

    /// <summary>How long after its end a span is written: the peer's check may be lost, and is sent anew within half a second.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>How long a change may go on without a proof; a peer without hellos gives none.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long what the peer told is about the change that begins.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private readonly ActivitySource _source = new(SourceName);
    private readonly List<PathChange> _changes = [];

    /// <summary>When <see cref="Tick"/> next has something to do; null for never.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            TimeSpan? due = null;
            foreach (var change in _changes)
            {
                due = Due.Earliest(due, DueOf(change));
            }

            return due;
        }
    }

    /// <summary>Whether a source is this one's; to listen to it and no other of the same name.</summary>
    public bool Owns(ActivitySource source) => source == _source;

    /// <summary>A session is about to leave a path.</summary>
    /// <param name="session">The session.</param>
    /// <param name="move">From where to where, and why.</param>
    /// <param name="brokenSince">When the path that is left was last proven.</param>
    /// <param name="suspectedAt">When this end suspected it; null where it did not before.</param>
    /// <param name="now">Monotonic time.</param>
    public void Leave(PeerSession session, FailoverEffect.Switch move, TimeSpan brokenSince, TimeSpan? suspectedAt, TimeSpan now)
    {
        if (!_source.HasListeners())
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(move);
        if (Open(session) is not { } change)
        {
            change = Begin(session, move.From, now);
            Explain(change, move.Cause, brokenSince, suspectedAt, now);
            change.Switch(move.To, now);
        }
        else if (move.To.Equals(change.To))
        {
            // Checks took it already, and said less of why.
            Explain(change, move.Cause, brokenSince, suspectedAt, now);
        }
        else
        {
            change.Switch(move.To, now);
        }

        Join(change, now);
    }

    /// <summary>Checks moved a session that has a path: a better one was found, or the peer nominates another.</summary>
    public void Found(PeerSession session, IPEndPoint? from, IPEndPoint to, TimeSpan now)
    {
        if (!_source.HasListeners())
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(session);

        // A session that wakes, or that never carried anything, changes no path.
        if (from is null || session.IsTrapped || session.LatestHandshake is null)
        {
            return;
        }

        if (Open(session) is { } change)
        {
            if (!to.Equals(change.To))
            {
                change.Switch(to, now);
            }

            return;
        }

        change = Begin(session, from, now);
        if (session.Checks.Controlling)
        {
            change.Cause = "better-path";
        }
        else
        {
            change.Cause = DaemonMetrics.Word(FailoverCause.PeerMoved);
            change.NotePeerMoved(now);
        }

        change.Switch(to, now);
        Join(change, now);
    }

    /// <summary>Hellos prove the path in use, there and back.</summary>
    public static void Proven(PeerSession session, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (Open(session) is { } change)
        {
            change.Note("proven", now);
            change.End("moved", now);
        }
    }

    /// <summary>No path carries the session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="from">The path that it stays on.</param>
    /// <param name="cause">Why it is to be left.</param>
    /// <param name="brokenSince">When it was last proven.</param>
    /// <param name="suspectedAt">When this end suspected it; null where it did not before.</param>
    /// <param name="now">Monotonic time.</param>
    public void GaveUp(PeerSession session, IPEndPoint? from, FailoverCause cause, TimeSpan brokenSince, TimeSpan? suspectedAt, TimeSpan now)
    {
        if (!_source.HasListeners())
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(session);
        if (Open(session) is not { } change)
        {
            change = Begin(session, from, now);
            Explain(change, cause, brokenSince, suspectedAt, now);
        }

        change.Note("gave up", now);
        change.End("gave-up", now);
    }

    /// <summary>Writes the spans that are due.</summary>
    public void Tick(TimeSpan now)
    {
        for (var i = _changes.Count - 1; i >= 0; i--)
        {
            if (DueOf(_changes[i]) <= now)
            {
                Write(_changes[i], now);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static TimeSpan DueOf(PathChange change) => change.EndedAt is { } ended ? ended + Grace : change.NotedAt + Patience;

    private static PathChange? Open(PeerSession session) => session.Trace?.Change is { EndedAt: null } change ? change : null;

    private static void Explain(PathChange change, FailoverCause cause, TimeSpan brokenSince, TimeSpan? suspectedAt, TimeSpan now)
    {
        (change.Cause, change.HasGap) = (DaemonMetrics.Word(cause), true);
        change.StartedAt = brokenSince < change.StartedAt ? brokenSince : change.StartedAt;
        if (suspectedAt is { } suspected)
        {
            change.Note("suspected", suspected);
        }

        if (cause == FailoverCause.PeerMoved)
        {
            change.NotePeerMoved(now);
        }
    }

    private PathChange Begin(PeerSession session, IPEndPoint? from, TimeSpan now)
    {
        session.Trace ??= new SessionTrace();
        if (session.Trace.Change is { } before)
        {
            Write(before, now);
        }

        var change = new PathChange(session, Start(default, now, now), now) { From = from, FromKind = from is null ? null : session.Checks.Find(from)?.Candidate.Kind };
        session.Trace.Change = change;
        _changes.Add(change);
        return change;
    }
}
