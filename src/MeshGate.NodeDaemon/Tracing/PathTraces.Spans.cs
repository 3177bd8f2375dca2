using System.Diagnostics;
using System.Net;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Tracing;

/// <content>The spans themselves.</content>
public sealed partial class PathTraces
{
    /// <summary>Begins a span that is nobody's current one: the loop goes on with other things meanwhile.</summary>
    private Activity? Start(ActivityContext parent, TimeSpan at, TimeSpan now)
    {
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            return _source.StartActivity(SpanName, ActivityKind.Internal, parent, startTime: Wall(at, now));
        }
        finally
        {
            Activity.Current = current;
        }
    }

    private DateTimeOffset Wall(TimeSpan at, TimeSpan now) => time.GetUtcNow() - (now - at);

    private void Write(PathChange change, TimeSpan now)
    {
        _changes.Remove(change);
        if (change.Session.Trace is { } trace && trace.Change == change)
        {
            trace.Change = null;
        }

        // A span of a trace of our own that nobody joined is left unended, and so is never exported.
        if ((change.Joined is { } parent ? Start(parent, change.StartedAt, now) : change.Own) is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.SetStartTime(Wall(change.StartedAt, now).UtcDateTime);
        span.SetTag("meshgate.node", node)
            .SetTag("meshgate.peer", change.Session.Identity.Name)
            .SetTag("meshgate.path.cause", change.Cause)
            .SetTag("meshgate.path.outcome", change.Outcome)
            .SetTag("meshgate.path.nominates", change.Session.Checks.Controlling);
        Tag(span, "meshgate.path.from", change.From, change.FromKind);
        Tag(span, "meshgate.path.to", change.To, change.ToKind);
        var end = change.EndedAt ?? now;
        if (change is { HasGap: true, Outcome: "moved" })
        {
            span.SetTag("meshgate.path.gap_ms", Math.Round((end - change.StartedAt).TotalMilliseconds, 1));
        }

        foreach (var (name, at) in change.Events)
        {
            span.AddEvent(new ActivityEvent(name, Wall(at, now)));
        }

        span.SetStatus(change.Outcome == "gave-up" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        span.SetEndTime(Wall(end, now).UtcDateTime);
        span.Stop();
    }

    private static void Tag(Activity span, string name, IPEndPoint? path, RemoteCandidateKind? kind)
    {
        if (path is not null)
        {
            span.SetTag(name, path.ToString());
            span.SetTag($"{name}.kind", kind is { } known ? DaemonMetrics.Word(known) : null);
        }
    }
}
