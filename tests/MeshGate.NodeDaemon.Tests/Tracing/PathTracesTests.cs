using System.Diagnostics;
using System.Globalization;
using MeshGate.Core.Failover;
using MeshGate.NodeDaemon.Tracing;
using MeshGate.Traversal.PathChecks;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Tracing;

public sealed class PathTracesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly TracedEnd _a;
    private readonly TracedEnd _b;

    public PathTracesTests() => (_a, _b) = TracedEnd.Pair(_time);

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }

    [Fact]
    public void Spans_AreOfTheNominatingEndsTrace_WhenBothEndsMoveAtOnce()
    {
        _a.Leave(at: 250, suspected: 190);
        _b.Leave(at: 251, suspected: 195);
        _a.Hear(_b, 252);
        _b.Hear(_a, 252);
        PathTraces.Proven(_a.Session, TracedEnd.At(260));
        PathTraces.Proven(_b.Session, TracedEnd.At(261));

        Activity first = Write(_a), second = Write(_b);
        Assert.Equal(first.TraceId, second.TraceId);
        Assert.Equal(first.SpanId, second.ParentSpanId);
        Assert.Equal(default, first.ParentSpanId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Spans_AreOfTheTraceOfTheEndThatNoticed_WhenTheOtherFollows(bool nominates)
    {
        var (noticing, following) = nominates ? (_a, _b) : (_b, _a);
        noticing.Leave(at: 250, suspected: 190);
        following.Hear(noticing, 252);
        following.Leave(at: 252, cause: FailoverCause.PeerMoved, proven: 20);
        noticing.Hear(following, 253);
        PathTraces.Proven(noticing.Session, TracedEnd.At(260));
        PathTraces.Proven(following.Session, TracedEnd.At(262));

        Activity first = Write(noticing), second = Write(following);
        Assert.Equal(first.TraceId, second.TraceId);
        Assert.Equal(first.SpanId, second.ParentSpanId);
        Assert.Equal(["suspected", "switched", "proven"], first.Events.Select(e => e.Name));
        Assert.Equal(["peer moved", "switched", "proven"], second.Events.Select(e => e.Name));
        Assert.Equal(("silent", "peer-moved"), (first.GetTagItem("meshgate.path.cause"), second.GetTagItem("meshgate.path.cause")));
    }

    [Fact]
    public void Span_IsJoinedStill_WhenThePeersCheckComesAfterTheProof()
    {
        _a.Leave(at: 250);
        _b.Leave(at: 251);
        PathTraces.Proven(_b.Session, TracedEnd.At(260));
        _b.Hear(_a, 900);

        Assert.Equal(PathTraces.ContextOf(_a.Session)!.Value.TraceId.ToString("x32", CultureInfo.InvariantCulture), Write(_b).TraceId.ToHexString());
    }

    [Fact]
    public void Span_SaysWhatHappened_AndNoMore()
    {
        _time.Advance(TimeSpan.FromMilliseconds(500));
        _a.Leave(at: 250, suspected: 190);
        PathTraces.Proven(_a.Session, TracedEnd.At(262.5));

        Activity span = Write(_a);
        Assert.Equal(PathTraces.SpanName, span.DisplayName);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["meshgate.node"] = "a",
                ["meshgate.peer"] = "peer",
                ["meshgate.path.cause"] = "silent",
                ["meshgate.path.outcome"] = "moved",
                ["meshgate.path.nominates"] = true,
                ["meshgate.path.from"] = "192.0.2.9:51820",
                ["meshgate.path.from.kind"] = "host",
                ["meshgate.path.to"] = "192.0.2.20:40001",
                ["meshgate.path.to.kind"] = "relay",
                ["meshgate.path.gap_ms"] = 262.5,
            },
            span.TagObjects.ToDictionary());
        Assert.Equal(TimeSpan.FromMilliseconds(262.5), span.Duration);
        Assert.Equal([190.0, 250.0, 262.5], span.Events.Select(e => (e.Timestamp - span.StartTimeUtc).TotalMilliseconds));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public void Span_HasEveryMove_WhenTheFirstIsNotProven()
    {
        _a.Leave(at: 250);
        _a.Leave(at: 600, to: TracedEnd.Other);
        PathTraces.Proven(_a.Session, TracedEnd.At(640));

        Activity span = Write(_a);
        Assert.Equal(["switched", "switched", "proven"], span.Events.Select(e => e.Name));
        Assert.Equal("192.0.2.30:40002", span.GetTagItem("meshgate.path.to"));
    }

    [Fact]
    public void Span_TellsOfABetterPath_WithoutAGap()
    {
        _a.Traces.Found(_a.Session, TracedEnd.Relay, TracedEnd.Direct, TracedEnd.At(0));
        _b.Hear(_a, 1);
        _b.Traces.Found(_b.Session, TracedEnd.Relay, TracedEnd.Direct, TracedEnd.At(1));
        PathTraces.Proven(_a.Session, TracedEnd.At(40));
        PathTraces.Proven(_b.Session, TracedEnd.At(40));

        Activity first = Write(_a), second = Write(_b);
        Assert.Equal(first.TraceId, second.TraceId);
        Assert.Equal(("better-path", "peer-moved"), (first.GetTagItem("meshgate.path.cause"), second.GetTagItem("meshgate.path.cause")));
        Assert.Null(first.GetTagItem("meshgate.path.gap_ms"));
    }

    [Fact]
    public void Span_IsAnError_WhenNoPathCarriesTheSession()
    {
        _a.Traces.GaveUp(_a.Session, TracedEnd.Direct, FailoverCause.Silent, TracedEnd.At(0), TracedEnd.At(190), TracedEnd.At(5000));

        Activity span = Write(_a);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("gave-up", span.GetTagItem("meshgate.path.outcome"));
        Assert.Null(span.GetTagItem("meshgate.path.to"));
    }

    [Fact]
    public void Span_IsWrittenUnproven_WhenNoHelloProvesThePath()
    {
        _a.Leave(at: 250);
        Assert.Equal(TracedEnd.At(250) + PathTraces.Patience, _a.Traces.NextDue);
        _a.Traces.Tick(TracedEnd.At(250) + PathTraces.Patience);

        Assert.Equal("unproven", Assert.Single(_a.Spans).GetTagItem("meshgate.path.outcome"));
        Assert.Null(_a.Traces.NextDue);
    }

    [Fact]
    public void NextChange_IsATraceOfItsOwn()
    {
        _a.Leave(at: 0);
        _b.Hear(_a, 1);
        _b.Leave(at: 1, cause: FailoverCause.PeerMoved);
        PathTraces.Proven(_a.Session, TracedEnd.At(20));
        PathTraces.Proven(_b.Session, TracedEnd.At(20));

        _a.Leave(at: 900, to: TracedEnd.Other);
        _b.Hear(_a, 901);
        _b.Leave(at: 901, cause: FailoverCause.PeerMoved, to: TracedEnd.Other);
        PathTraces.Proven(_a.Session, TracedEnd.At(920));
        PathTraces.Proven(_b.Session, TracedEnd.At(920));
        Write(_a);
        Write(_b);

        Assert.Equal(2, _a.Spans.Select(span => span.TraceId).Distinct().Count());
        Assert.Equal(_a.Spans.Select(span => span.TraceId), _b.Spans.Select(span => span.TraceId));
    }

    [Fact]
    public void Nothing_IsNotedSentOrAllocated_WhileNobodyListens()
    {
        using var end = new TracedEnd("off", TracedEnd.KeyOf(1), TracedEnd.KeyOf(2), _time, listens: false);
        var move = new FailoverEffect.Switch(TracedEnd.Direct, TracedEnd.Relay, FailoverCause.Silent);
        var told = new TraceContext(1, 1, 1);
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Null(PathTraces.ContextOf(end.Session));

        void Run()
        {
            end.Traces.Told(end.Session, told, TimeSpan.Zero);
            end.Traces.Found(end.Session, TracedEnd.Relay, TracedEnd.Direct, TimeSpan.Zero);
            end.Traces.Leave(end.Session, move, TimeSpan.Zero, null, TimeSpan.Zero);
            PathTraces.Proven(end.Session, TimeSpan.Zero);
            end.Traces.GaveUp(end.Session, TracedEnd.Direct, FailoverCause.Silent, TimeSpan.Zero, null, TimeSpan.Zero);
            end.Traces.Tick(TimeSpan.Zero);
            _ = end.Traces.NextDue;
        }
    }

    private static Activity Write(TracedEnd end)
    {
        end.Traces.Tick(TimeSpan.FromHours(1));
        return end.Spans[^1];
    }
}
