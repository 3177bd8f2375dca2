using System.Diagnostics.Metrics;
using MeshGate.Core.Failover;
using MeshGate.Core.LoadBalancing;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Telemetry;

namespace MeshGate.NodeDaemon.Telemetry;

/// <content>What is read off, not counted as it happens.</content>
public sealed partial class DaemonMetrics
{
    private volatile NodeReading _reading = NodeReading.None;

    /// <summary>The last reading.</summary>
    public NodeReading Reading => _reading;

    /// <summary>What WireGuard carried.</summary>
    public WireGuardTotals WireGuard { get; } = new();

    /// <summary>Takes a reading.</summary>
    public void Read(NodeReading reading) => _reading = reading;

    private void MakeReadings()
    {
        Gauge("peers", reading => reading.Known, "Peers this node is to know.");
        Gauge("peers_up", reading => reading.Up, "Peers with a proven path and a handshake.");
        Gauge("connections", "path", [(PeerPath.Direct, "direct"), (PeerPath.Relay, "relay"), (PeerPath.Turn, "turn"), (PeerPath.None, "none"), (PeerPath.Asleep, "asleep")], reading => reading.Paths, "Sessions with peers by the kind of path in use; none for those without one, asleep for those that need none.");
        Gauge("guests", reading => reading.Guests, "Peers that are no members of this node's assignment: nodes of other segments that were looked up.");
        Gauge("connections_in_use", reading => reading.InUse, "Sessions that carried traffic of late.");
        Gauge("pool_sessions_awake", reading => reading.Awake, "Sessions that are awake.");
        Gauge("pool_sessions_ceiling", reading => reading.Ceiling, "The most sessions that may be awake.");
        Gauge(
            "failover_sessions",
            "phase",
            [(FailoverPhase.Active, "active"), (FailoverPhase.FailedOver, "failed-over"), (FailoverPhase.Recovering, "recovering"), (FailoverPhase.Failed, "failed")],
            reading => reading.Phases,
            "Sessions by where they stand: on the best path there is, on another since that failed, about to return, without one.");
        Gauge(
            "gateway_breakers",
            "state",
            [(BreakerPhase.Closed, "closed"), (BreakerPhase.Open, "open"), (BreakerPhase.HalfOpen, "half-open")],
            reading => reading.Breakers,
            "Gateways of this node's routes by circuit breaker: in use as any, not forwarding, on trial.");
        MakeBreakers();
        Gauge("path_health_worst", reading => reading.WorstPath, "The health of the worst of this node's paths, 0 (nothing passes) to 1: loss weighs by its square, 400 ms of round trip halve it.");
        Gauge("node_health", reading => reading.Health, "This node's health, 0 to 1: the mean of its paths'; 0 while the machine is not as ordered.");
        Gauge("device_ready", reading => reading.Problem is null && reading != NodeReading.None ? 1 : 0, "Whether the machine's WireGuard is as ordered and its port shared: 1 or 0.");
        _meter.CreateObservableCounter("wireguard_received_bytes_total", () => WireGuard.Received, "By", "Bytes that WireGuard received, headers of its own included.", MetricLabel.Declare());
        _meter.CreateObservableCounter("wireguard_sent_bytes_total", () => WireGuard.Sent, "By", "Bytes that WireGuard sent, headers of its own included.", MetricLabel.Declare());
        _meter.CreateObservableCounter("wireguard_handshakes_total", () => WireGuard.Handshakes, null, "Handshakes that WireGuard completed.", MetricLabel.Declare());
    }

    private void MakeBreakers()
    {
        (TargetKind Value, string Word)[] kinds =
        [
            (TargetKind.Peer, "peer"), (TargetKind.Relay, "relay"), (TargetKind.StunServer, "stun-server"), (TargetKind.TurnServer, "turn-server"), (TargetKind.Gateway, "gateway"),
        ];
        (BreakerPhase Value, string Word)[] states = [(BreakerPhase.Open, "open"), (BreakerPhase.HalfOpen, "half-open")];
        _meter.CreateObservableGauge(
            "circuit_breakers",
            () => kinds.SelectMany(kind => states.Select(state => new Measurement<int>(
                _reading.TargetBreakers.GetValueOrDefault((kind.Value, state.Value)),
                new KeyValuePair<string, object?>("target", kind.Word),
                new KeyValuePair<string, object?>("state", state.Word)))).ToArray(),
            null,
            "What this node leaves alone since it failed again and again, or tries again, by what it is; those whose breaker is closed are not counted.",
            MetricLabel.Declare(MetricLabel.Of("target", [.. kinds.Select(kind => kind.Word)]), MetricLabel.Of("state", [.. states.Select(state => state.Word)])));
    }

    private void Gauge(string name, Func<NodeReading, double> value, string description)
        => _meter.CreateObservableGauge(name, () => value(_reading), null, description, MetricLabel.Declare());

    private void Gauge<T>(string name, string label, (T Value, string Word)[] words, Func<NodeReading, IReadOnlyDictionary<T, int>> counts, string description)
        where T : notnull
        => _meter.CreateObservableGauge(
            name,
            () => words.Select(word => new Measurement<int>(counts(_reading).GetValueOrDefault(word.Value), new KeyValuePair<string, object?>(label, word.Word))).ToArray(),
            null,
            description,
            MetricLabel.Declare(MetricLabel.Of(label, [.. words.Select(word => word.Word)])));
}
