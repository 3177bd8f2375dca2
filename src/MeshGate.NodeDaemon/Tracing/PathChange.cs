using System.Diagnostics;
using System.Net;
using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Tracing;

/// <summary>
/// What is noted of one path change until its span is written. That is a moment after its end: by then the other end has told whose trace both
/// spans belong to.
/// </summary>
internal sealed class PathChange(PeerSession session, Activity? own, TimeSpan now)
{
    private const string PeerMoved = "peer moved";

    private readonly List<(string Name, TimeSpan At)> _events = [];

    /// <summary>The session.</summary>
    public PeerSession Session => session;

    /// <summary>The span of a trace of this end's own; null where none is recorded.</summary>
    public Activity? Own => own;

    /// <summary>When this end began to note it.</summary>
    public TimeSpan NotedAt { get; } = now;

    /// <summary>The other end's span, where that one's trace counts.</summary>
    public ActivityContext? Joined { get; set; }

    /// <summary>When the path that was left last carried something, else when the change began.</summary>
    public TimeSpan StartedAt { get; set; } = now;

    /// <summary>Whether the path that was left had stopped, so that there was a gap.</summary>
    public bool HasGap { get; set; }

    /// <summary>When its end was known; null before.</summary>
    public TimeSpan? EndedAt { get; private set; }

    /// <summary>What came of it.</summary>
    public string Outcome { get; private set; } = "unproven";

    /// <summary>Why the path is left.</summary>
    public string Cause { get; set; } = string.Empty;

    /// <summary>The path that is left.</summary>
    public IPEndPoint? From { get; init; }

    /// <summary>Its kind; null for one that is not known any more.</summary>
    public RemoteCandidateKind? FromKind { get; init; }

    /// <summary>The path that is taken; null for none.</summary>
    public IPEndPoint? To { get; private set; }

    /// <summary>Its kind.</summary>
    public RemoteCandidateKind? ToKind { get; private set; }

    /// <summary>What happened, in its order.</summary>
    public IReadOnlyList<(string Name, TimeSpan At)> Events => _events;

    /// <summary>Notes that something happened; what is learned later may have been earlier.</summary>
    public void Note(string name, TimeSpan at)
    {
        var later = _events.FindIndex(known => known.At > at);
        _events.Insert(later < 0 ? _events.Count : later, (name, at));
    }

    /// <summary>Notes that the peer had moved, once.</summary>
    public void NotePeerMoved(TimeSpan at)
    {
        if (!_events.Exists(known => known.Name == PeerMoved))
        {
            Note(PeerMoved, at);
        }
    }

    /// <summary>Notes that the session was moved.</summary>
    public void Switch(IPEndPoint to, TimeSpan at)
    {
        (To, ToKind) = (to, session.Checks.Find(to)?.Candidate.Kind);
        Note("switched", at);
    }

    /// <summary>Ends it.</summary>
    public void End(string outcome, TimeSpan at) => (Outcome, EndedAt) = (outcome, at);
}
