using System.Diagnostics.Metrics;
using MeshGate.Core.Failover;
using MeshGate.Core.Gateways;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>Every instrument of the daemon.</summary>
public sealed class DaemonMetrics : IDisposable
{
    // A path is found in tens of milliseconds, or after searches that take up to a minute.
    private static readonly InstrumentAdvice<double> Search = new() { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60] };

    private readonly Meter _meter = new("meshgate");
    private readonly Histogram<double> _stunDiscovery;
    private readonly Histogram<double> _pathSetup;
    private static readonly InstrumentAdvice<double> Interruption = new() { HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 5, 10, 30] };

    private readonly Histogram<double> _failoverGap;
    private readonly Counter<long> _checks;
    private readonly Counter<long> _datagramsRefused;
    private readonly Counter<long> _portMappings;
    private readonly Counter<long> _gatewayMoves;
    private long _peers;
    private long _peersUp;
    private long _isPortMapped;

    /// <summary>Makes the instruments.</summary>
    public DaemonMetrics()
    {
        _stunDiscovery = _meter.CreateHistogram<double>(
            "stun_discovery_seconds", "s", "From the first STUN request of a round to its first answer.", null, Search);
        _pathSetup = _meter.CreateHistogram<double>(
            "path_setup_seconds", "s", "From knowing a peer's candidates to a WireGuard handshake over a proven path.", null, Search);
        _failoverGap = _meter.CreateHistogram<double>(
            "failover_gap_seconds", "s", "From the last proof of a path that failed to the first one of the path that a session moved to, by cause.", null, Interruption);
        _checks = _meter.CreateCounter<long>("path_checks_total", null, "Path checks by outcome: sent, answered, received.");
        _datagramsRefused = _meter.CreateCounter<long>(
            "stun_datagrams_refused_total", null, "STUN datagrams that changed nothing, by reason.");
        _portMappings = _meter.CreateCounter<long>(
            "port_mappings_total", null, "Outside ports that the router lent, by protocol; a renewal of the same port does not count.");
        _gatewayMoves = _meter.CreateCounter<long>("gateway_moves_total", null, "Routes that took another gateway, by cause.");
        _meter.CreateObservableGauge("port_mapped", () => Volatile.Read(ref _isPortMapped), null, "Whether the router lends a port: 1 or 0.");
        _meter.CreateObservableGauge("peers", () => Volatile.Read(ref _peers), null, "Peers this node is to know.");
        _meter.CreateObservableGauge("peers_up", () => Volatile.Read(ref _peersUp), null, "Peers with a proven path and a handshake.");
    }

    /// <summary>Shows what goes through TURN servers.</summary>
    public void Observe(TurnCounters turn)
    {
        _meter.CreateObservableGauge("turn_allocations", () => turn.Allocations, null, "Allocations held at TURN servers.");
        _meter.CreateObservableCounter(
            "turn_packets_total",
            () => new Measurement<long>[] { Of(turn.Sent, "sent"), Of(turn.Received, "received"), Of(turn.Lost, "lost"), Of(turn.Refused, "refused") },
            null,
            "Packets through TURN servers by outcome: sent and received, lost to a full buffer, refused because their source was not asked for.");

        static Measurement<long> Of(long value, string outcome) => new(value, new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>Shows what this node forwards as a relay.</summary>
    public void Observe(RelayTraffic traffic)
    {
        _meter.CreateObservableCounter("relay_packets_total", () => traffic.Forwarded, null, "Packets that this node forwarded for others.");
        _meter.CreateObservableCounter("relay_bytes_total", () => traffic.Bytes, null, "Bytes of them, without headers.");
        _meter.CreateObservableCounter(
            "relay_packets_dropped_total",
            () => new Measurement<long>[]
            {
                new(traffic.DroppedUnproven, new KeyValuePair<string, object?>("reason", "unproven")),
                new(traffic.DroppedQuota, new KeyValuePair<string, object?>("reason", "quota")),
                new(traffic.DroppedBySystem, new KeyValuePair<string, object?>("reason", "system")),
            },
            null,
            "Packets at its relay ports that it did not forward, by reason.");
    }

    /// <summary>A STUN server answered.</summary>
    public void StunDiscovered(TimeSpan duration) => _stunDiscovery.Record(duration.TotalSeconds);

    /// <summary>A path to a peer carried its first handshake.</summary>
    public void PathSetUp(TimeSpan duration) => _pathSetup.Record(duration.TotalSeconds);

    /// <summary>A session moved from a path that failed to another that carries it.</summary>
    public void FailedOver(FailoverCause cause, TimeSpan gap) => _failoverGap.Record(gap.TotalSeconds, new KeyValuePair<string, object?>("cause", cause switch
    {
        FailoverCause.Silent => "silent",
        FailoverCause.Lossy => "lossy",
        FailoverCause.PeerMoved => "peer-moved",
        _ => "unanswered",
    }));

    /// <summary>The networks of a route took another gateway.</summary>
    public void GatewayMoved(GatewayCause cause) => _gatewayMoves.Add(1, new KeyValuePair<string, object?>("cause", cause switch
    {
        GatewayCause.Silent => "silent",
        GatewayCause.NotForwarding => "not-forwarding",
        GatewayCause.Returned => "returned",
        _ => "removed",
    }));

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

    /// <summary>How many peers there are and how many are up.</summary>
    public void Peers(int known, int up)
    {
        Volatile.Write(ref _peers, known);
        Volatile.Write(ref _peersUp, up);
    }

    /// <summary>Whether a meter is this one's; to export it and no other's of the same name.</summary>
    public bool Owns(Meter meter) => meter == _meter;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
