using System.Diagnostics.Metrics;
using MeshGate.Core.Connections;
using MeshGate.Kubernetes.Telemetry;

namespace MeshGate.NodeDaemon.Telemetry;

/// <content>Sessions that wake and sleep.</content>
public sealed partial class DaemonMetrics
{
    private static readonly InstrumentAdvice<double> Waking = new() { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30] };

    private Histogram<double> _sessionWake = null!;
    private Counter<long> _sessionSleeps = null!;
    private Counter<long> _sessionRefusals = null!;
    private Counter<long> _packetsGivenUp = null!;
    private Counter<long> _guestLookUps = null!;
    private long _awake;
    private long _waking;
    private long _asleep;
    private long _wokenAnew;
    private long _wokenAgain;

    /// <summary>How many sessions are in which state, and what became of those that were wanted.</summary>
    public void Sessions(PoolState pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        var states = pool.Sessions.Values.ToLookup(session => session.Phase);
        Volatile.Write(ref _waking, states[SessionPhase.Waking].Count());
        Volatile.Write(ref _awake, pool.Awake - states[SessionPhase.Waking].Count());
        Volatile.Write(ref _asleep, pool.Sessions.Count - pool.Awake);
        Volatile.Write(ref _wokenAnew, pool.Counts.Woken - pool.Counts.Reused);
        Volatile.Write(ref _wokenAgain, pool.Counts.Reused);
    }

    /// <summary>The peer of a session that was woken answered.</summary>
    public void SessionReached(TimeSpan duration, bool isReuse) => _sessionWake.Record(duration.TotalSeconds, WakePath(isReuse));

    /// <summary>A session was put to sleep.</summary>
    public void SessionSlept(SleepReason reason) => _sessionSleeps.Add(1, new KeyValuePair<string, object?>("reason", Word(reason)));

    /// <summary>A session was not woken.</summary>
    public void SessionRefused(RefusalReason reason) => _sessionRefusals.Add(1, new KeyValuePair<string, object?>("reason", Word(reason)));

    /// <summary>A node was looked up that is no peer.</summary>
    /// <param name="result">One of <c>failed</c>, <c>found</c>, <c>refused</c> and <c>unknown</c>.</param>
    public void LookedUp(string result) => _guestLookUps.Add(1, new KeyValuePair<string, object?>("result", result));

    /// <summary>Packets to peers that slept were given up.</summary>
    public void PacketsGivenUp(int count)
    {
        if (count > 0)
        {
            _packetsGivenUp.Add(count);
        }
    }

    private static string Word(SleepReason reason) => reason switch
    {
        SleepReason.Idle => "idle",
        SleepReason.PeerSilent => "peer-silent",
        SleepReason.PeerAsked => "peer-asked",
        SleepReason.Evicted => "evicted",
        _ => "not-reached",
    };

    private static string Word(RefusalReason reason) => reason switch
    {
        RefusalReason.PoolFull => "pool-full",
        RefusalReason.LeftAlone => "left-alone",
        RefusalReason.CircuitOpen => "circuit-open",
        _ => "unknown",
    };

    private static KeyValuePair<string, object?> WakePath(bool isReuse) => new("path", isReuse ? "reuse" : "new");

    private void MakeSessions()
    {
        var path = MetricLabel.Of("path", "reuse", "new");
        _sessionWake = _meter.CreateHistogram(
            "session_wake_seconds", "s", "From a packet for a peer whose session slept, or the peer's check, to the peer's answer, by path: the one that was good last, or a new one.", MetricLabel.Declare(path), Waking);
        _sessionSleeps = _meter.CreateCounter<long>(
            "session_sleeps_total", null, "Sessions put to sleep, by reason.", MetricLabel.Declare(MetricLabel.Of("reason", [.. Enum.GetValues<SleepReason>().Select(Word)])));
        _sessionRefusals = _meter.CreateCounter<long>(
            "session_refusals_total", null, "Times that a session was not woken, by reason.", MetricLabel.Declare(MetricLabel.Of("reason", [.. Enum.GetValues<RefusalReason>().Select(Word)])));
        _packetsGivenUp = _meter.CreateCounter<long>("session_packets_given_up_total", null, "Packets to peers whose sessions slept that were not sent on.", MetricLabel.Declare());
        _guestLookUps = _meter.CreateCounter<long>(
            "guest_lookups_total",
            null,
            "Look-ups of nodes that are no peers, by result: found, unknown to the API server, failed since it could not be asked, or refused since too many were under way.",
            MetricLabel.Declare(MetricLabel.Of("result", "failed", "found", "refused", "unknown")));
        _meter.CreateObservableGauge(
            "sessions",
            () => new Measurement<long>[] { Of(ref _awake, "awake"), Of(ref _waking, "waking"), Of(ref _asleep, "asleep") },
            null,
            "Sessions by state.",
            MetricLabel.Declare(MetricLabel.Of("state", "awake", "waking", "asleep")));
        _meter.CreateObservableCounter(
            "session_wakes_total",
            () => new Measurement<long>[] { new(Volatile.Read(ref _wokenAnew), WakePath(false)), new(Volatile.Read(ref _wokenAgain), WakePath(true)) },
            null,
            "Sessions that were woken, by path: the one that was good last, or a new one.",
            MetricLabel.Declare(path));

        static Measurement<long> Of(ref long value, string state) => new(Volatile.Read(ref value), new KeyValuePair<string, object?>("state", state));
    }
}
