using System.Buffers.Binary;
using System.Diagnostics;
using MeshGate.Core.Failover;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.NodeDaemon.Tracing;

/// <content>What the two ends tell each other.</content>
public sealed partial class PathTraces
{
    /// <summary>What the peer is told of the change that a check is part of; null for nothing.</summary>
    public static TraceContext? ContextOf(PeerSession session)
    {
        ArgumentNullException.ThrowIfNull(session);

        // Who joined the peer's trace has nothing to add to it.
        if (session.Trace?.Change is not { Joined: null, Own: { } own })
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[24];
        own.TraceId.CopyTo(bytes[..16]);
        own.SpanId.CopyTo(bytes[16..]);
        return new TraceContext(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), (byte)own.ActivityTraceFlags);
    }

    /// <summary>The peer says, authenticated, which trace its change of path belongs to.</summary>
    public void Told(PeerSession session, in TraceContext trace, TimeSpan now)
    {
        if (!_source.HasListeners())
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(session);
        session.Trace ??= new SessionTrace();
        session.Trace.Told = (ToContext(trace), now);
        if (session.Trace.Change is { } change)
        {
            Join(change, now);
        }
    }

    private static ActivityContext ToContext(in TraceContext trace)
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, trace.TraceId);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], trace.SpanId);
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(bytes[..16]), ActivitySpanId.CreateFromBytes(bytes[16..]), (ActivityTraceFlags)(trace.Flags & 1), null, isRemote: true);
    }

    /// <summary>Whoever nominates keeps a trace of its own where it moved by itself; so of two traces one is left.</summary>
    private static void Join(PathChange change, TimeSpan now)
    {
        var session = change.Session;
        if (session.Trace?.Told is not { } told || now - told.At > Fresh || told.Context.TraceId == change.Own?.TraceId)
        {
            return;
        }

        if (change is { EndedAt: not null, Joined: not null })
        {
            // It is about the next change, which this end has not noticed yet.
            return;
        }

        if (!session.Checks.Controlling || change.Cause == DaemonMetrics.Word(FailoverCause.PeerMoved))
        {
            change.Joined = told.Context;
            session.Trace.Told = null;
        }
    }
}
