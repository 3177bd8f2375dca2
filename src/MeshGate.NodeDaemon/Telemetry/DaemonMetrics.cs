using System.Diagnostics.Metrics;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>Every instrument of the daemon.</summary>
public sealed partial class DaemonMetrics : IDisposable
{
    // A path is found in tens of milliseconds, or after searches that take up to a minute.
    private static readonly InstrumentAdvice<double> Search = new() { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60] };
    private static readonly InstrumentAdvice<double> Interruption = new() { HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 5, 10, 30] };

    // Back after the hold-down, or once somebody has mended a line.
    private static readonly InstrumentAdvice<double> Recovery = new() { HistogramBucketBoundaries = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600] };

    private readonly Meter _meter = new("meshgate");
    private readonly Histogram<double> _stunDiscovery;
    private readonly Histogram<double> _pathSetup;
    private readonly Counter<long> _checks;
    private readonly Counter<long> _datagramsRefused;
    private readonly Counter<long> _portMappings;
    private readonly Counter<long> _traversalAttempts;
    private readonly Counter<long> _traversalSuccesses;
    private readonly Histogram<double> _traversalSeconds;
    private long _isPortMapped;

    /// <summary>Makes the instruments.</summary>
    public DaemonMetrics()
    {
        var kind = MetricLabel.Of("kind", [.. Enum.GetValues<RemoteCandidateKind>().Select(Word)]);
        _stunDiscovery = _meter.CreateHistogram("stun_discovery_seconds", "s", "From the first STUN request of a round to its first answer.", MetricLabel.Declare(), Search);
        _pathSetup = _meter.CreateHistogram("path_setup_seconds", "s", "From knowing a peer's candidates to a WireGuard handshake over a proven path.", MetricLabel.Declare(), Search);
        _checks = _meter.CreateCounter<long>("path_checks_total", null, "Path checks by outcome.", MetricLabel.Declare(MetricLabel.Of("outcome", "sent", "answered", "received")));
        _datagramsRefused = _meter.CreateCounter<long>(
            "stun_datagrams_refused_total",
            null,
            "STUN datagrams that changed nothing, by reason.",
            MetricLabel.Declare(MetricLabel.Of("reason", "forged", "inside-the-mesh", "malformed", "not-configured", "overload", "replayed", "unexpected", "unknown-peer")));
        _portMappings = _meter.CreateCounter<long>(
            "port_mappings_total",
            null,
            "Outside ports that the router lent, by protocol; a renewal of the same port does not count.",
            MetricLabel.Declare(MetricLabel.Of("protocol", [.. Enum.GetValues<PortMappingProtocol>().Select(PortMappingWords.Name)])));
        _traversalAttempts = _meter.CreateCounter<long>("traversal_attempts_total", null, "Searches for a path that checked an address of the peer of that kind; each search counts a kind once.", MetricLabel.Declare(kind));
        _traversalSuccesses = _meter.CreateCounter<long>("traversal_successes_total", null, "Searches that took a path of that kind into use; a search may find a relay first and a direct path then.", MetricLabel.Declare(kind));
        _traversalSeconds = _meter.CreateHistogram("traversal_seconds", "s", "From the first check of a search to the use of a path of that kind.", MetricLabel.Declare(kind), Search);
        _meter.CreateObservableGauge("port_mapped", () => Volatile.Read(ref _isPortMapped), null, "Whether the router lends a port: 1 or 0.", MetricLabel.Declare());
        MakeSessions();
        MakeFailover();
        MakeGateways();
        MakeReadings();
    }

    /// <summary>Shows what goes through TURN servers.</summary>
    public void Observe(TurnCounters turn)
    {
        _meter.CreateObservableGauge("turn_allocations", () => turn.Allocations, null, "Allocations held at TURN servers.", MetricLabel.Declare());
        _meter.CreateObservableCounter(
            "turn_packets_total",
            () => new Measurement<long>[] { Of(turn.Sent, "sent"), Of(turn.Received, "received"), Of(turn.Lost, "lost"), Of(turn.Refused, "refused") },
            null,
            "Packets through TURN servers by outcome: sent and received, lost to a full buffer, refused because their source was not asked for.",
            MetricLabel.Declare(MetricLabel.Of("outcome", "sent", "received", "lost", "refused")));

        static Measurement<long> Of(long value, string outcome) => new(value, new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>Shows what this node forwards as a relay.</summary>
    public void Observe(RelayTraffic traffic)
    {
        _meter.CreateObservableCounter("relay_packets_total", () => traffic.Forwarded, null, "Packets that this node forwarded for others.", MetricLabel.Declare());
        _meter.CreateObservableCounter("relay_bytes_total", () => traffic.Bytes, null, "Bytes of them, without headers.", MetricLabel.Declare());
        _meter.CreateObservableCounter(
            "relay_packets_dropped_total",
            () => new Measurement<long>[]
            {
                new(traffic.DroppedUnproven, new KeyValuePair<string, object?>("reason", "unproven")),
                new(traffic.DroppedQuota, new KeyValuePair<string, object?>("reason", "quota")),
                new(traffic.DroppedBySystem, new KeyValuePair<string, object?>("reason", "system")),
            },
            null,
            "Packets at its relay ports that it did not forward, by reason.",
            MetricLabel.Declare(MetricLabel.Of("reason", "unproven", "quota", "system")));
    }

    /// <summary>A STUN server answered.</summary>
    public void StunDiscovered(TimeSpan duration) => _stunDiscovery.Record(duration.TotalSeconds);

    /// <summary>A path to a peer carried its first handshake.</summary>
    public void PathSetUp(TimeSpan duration) => _pathSetup.Record(duration.TotalSeconds);

    /// <summary>A search checks an address of a kind.</summary>
    public void Traversing(PathSearch search, RemoteCandidateKind kind, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(search);
        if (search.Try(kind, now))
        {
            _traversalAttempts.Add(1, new KeyValuePair<string, object?>("kind", Word(kind)));
        }
    }

    /// <summary>A path of a kind is taken into use. It may be found without a check of ours: WireGuard had it from an earlier life of this process.</summary>
    public void Traversed(PathSearch search, RemoteCandidateKind kind, TimeSpan now)
    {
        Traversing(search, kind, now);
        if (search.Find(kind, now) is { } duration)
        {
            _traversalSuccesses.Add(1, new KeyValuePair<string, object?>("kind", Word(kind)));
            _traversalSeconds.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("kind", Word(kind)));
        }
    }

    /// <summary>A check was sent, answered or received.</summary>
    public void Check(string outcome) => _checks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A datagram was dropped.</summary>
    public void Refused(string reason) => _datagramsRefused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>The router lends a port by a protocol, or none (null).</summary>
    public void PortMapped(PortMappingProtocol? protocol)
    {
        Volatile.Write(ref _isPortMapped, protocol is null ? 0 : 1);
        if (protocol is { } used)
        {
            _portMappings.Add(1, new KeyValuePair<string, object?>("protocol", PortMappingWords.Name(used)));
        }
    }

    /// <summary>Whether a meter is this one's; to export it and no other's of the same name.</summary>
    public bool Owns(Meter meter) => meter == _meter;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>What metrics and traces call a kind of path.</summary>
    internal static string Word(RemoteCandidateKind kind) => kind switch
    {
        RemoteCandidateKind.Host => "host",
        RemoteCandidateKind.PeerReflexive => "peer-reflexive",
        RemoteCandidateKind.PortMapped => "port-mapped",
        RemoteCandidateKind.ServerReflexive => "server-reflexive",
        RemoteCandidateKind.Relay => "relay",
        _ => "turn",
    };
}
