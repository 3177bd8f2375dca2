using System.Diagnostics;
using System.Net;
using MeshGate.Core.Failover;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Tracing;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Tracing;

/// <summary>One end of a session, and the spans that it wrote.</summary>
internal sealed class TracedEnd : IDisposable
{
    public static readonly IPEndPoint Direct = IPEndPoint.Parse("192.0.2.9:51820");
    public static readonly IPEndPoint Relay = IPEndPoint.Parse("192.0.2.20:40001");
    public static readonly IPEndPoint Other = IPEndPoint.Parse("192.0.2.30:40002");

    private readonly ActivityListener? _listener;

    public TracedEnd(string name, PrivateKey own, PrivateKey peer, FakeTimeProvider time, bool listens = true)
    {
        Traces = new PathTraces(name, time);
        Session = Assert.Single(new PeerTable(own).Sync([new PeerIdentity("peer", peer.PublicKey, [])], TimeSpan.Zero));
        Session.LatestHandshake = DateTimeOffset.UnixEpoch;
        Session.Checks = Session.Checks with
        {
            Phase = CheckListPhase.Connected,
            Selected = Direct,
            Checks = [.. new[] { (Direct, RemoteCandidateKind.Host), (Relay, RemoteCandidateKind.Relay), (Other, RemoteCandidateKind.Relay) }.Select(known => new CandidateCheck
            {
                Candidate = new RemoteCandidate(known.Item1, known.Item2),
                DueAt = TimeSpan.MaxValue,
            })],
        };
        if (listens)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = Traces.Owns,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Spans.Add,
            };
            ActivitySource.AddActivityListener(_listener);
        }
    }

    public PathTraces Traces { get; }

    public PeerSession Session { get; }

    public List<Activity> Spans { get; } = [];

    /// <summary>Both ends of a session: the first nominates.</summary>
    public static (TracedEnd Nominating, TracedEnd Other) Pair(FakeTimeProvider time)
    {
        var (first, second) = (KeyOf(1), KeyOf(2));
        var (smaller, larger) = first.PublicKey < second.PublicKey ? (first, second) : (second, first);
        var pair = (new TracedEnd("a", smaller, larger, time), new TracedEnd("b", larger, smaller, time));
        Assert.True(pair.Item1.Session.Checks.Controlling);
        Assert.False(pair.Item2.Session.Checks.Controlling);
        return pair;
    }

    public static PrivateKey KeyOf(byte seed) => PrivateKey.FromBytes([.. Enumerable.Repeat(seed, PrivateKey.Length)]);

    public static TimeSpan At(double milliseconds) => TimeSpan.FromMilliseconds(10_000 + milliseconds);

    /// <summary>Leaves the direct path for the relay.</summary>
    public void Leave(double at, FailoverCause cause = FailoverCause.Silent, double? suspected = null, double proven = 0, IPEndPoint? to = null)
        => Traces.Leave(Session, new FailoverEffect.Switch(Direct, to ?? Relay, cause), At(proven), suspected is { } since ? At(since) : null, At(at));

    /// <summary>Takes the check by which the other end nominates; nothing where it has nothing to tell.</summary>
    public void Hear(TracedEnd other, double at)
    {
        if (PathTraces.ContextOf(other.Session) is { } context)
        {
            Traces.Told(Session, context, At(at));
        }
    }

    public void Dispose()
    {
        _listener?.Dispose();
        Traces.Dispose();
    }
}
