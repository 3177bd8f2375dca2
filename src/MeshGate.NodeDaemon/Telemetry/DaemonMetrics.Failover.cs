using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using MeshGate.Core.Failover;
using MeshGate.Core.Gateways;
using MeshGate.Kubernetes.Telemetry;

namespace MeshGate.NodeDaemon.Telemetry;

/// <content>Paths and gateways that fail.</content>
public sealed partial class DaemonMetrics
{
    private Histogram<double> _failoverGap;
    private Counter<long> _failovers;
    private Histogram<double> _recovery;
    private Counter<long> _gatewayPicks;
    private Counter<long> _gatewayFailures;
    private Counter<long> _gatewayProbes;

    /// <summary>A session moved from a path that failed to another that carries it.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="gap">For how long nothing passed.</param>
    public void FailedOver(FailoverCause cause, TimeSpan gap)
    {
        _failovers.Add(1, Cause(Word(cause)), new KeyValuePair<string, object?>("outcome", "moved"));
        _failoverGap.Record(gap.TotalSeconds, Cause(Word(cause)));
    }

    /// <summary>A session's path failed, and no other carries it.</summary>
    public void GaveUp(FailoverCause cause) => _failovers.Add(1, Cause(Word(cause)), new KeyValuePair<string, object?>("outcome", "gave-up"));

    /// <summary>A session is on its best path again.</summary>
    /// <param name="away">How long after it left it.</param>
    public void Recovered(TimeSpan away) => _recovery.Record(away.TotalSeconds);

    /// <summary>The networks of a route took a gateway, the first or another.</summary>
    public void GatewayTaken(GatewayCause cause) => _gatewayPicks.Add(1, Cause(Word(cause)));

    /// <summary>A gateway's session stopped, or it was found not to forward.</summary>
    public void GatewayFailed(GatewayCause cause) => _gatewayFailures.Add(1, Cause(Word(cause)));

    /// <summary>A network was probed through a gateway.</summary>
    public void GatewayProbed(bool isAnswered) => _gatewayProbes.Add(1, new KeyValuePair<string, object?>("outcome", isAnswered ? "answered" : "unanswered"));

    private static KeyValuePair<string, object?> Cause(string word) => new("cause", word);

    /// <summary>What metrics and traces call a cause.</summary>
    internal static string Word(FailoverCause cause) => cause switch
    {
        FailoverCause.Silent => "silent",
        FailoverCause.Lossy => "lossy",
        FailoverCause.PeerMoved => "peer-moved",
        _ => "unanswered",
    };

    private static string Word(GatewayCause cause) => cause switch
    {
        GatewayCause.Started => "started",
        GatewayCause.Silent => "silent",
        GatewayCause.NotForwarding => "not-forwarding",
        GatewayCause.Returned => "returned",
        _ => "removed",
    };

    [MemberNotNull(nameof(_failoverGap), nameof(_failovers), nameof(_recovery))]
    private void MakeFailover()
    {
        var cause = MetricLabel.Of("cause", [.. Enum.GetValues<FailoverCause>().Select(Word)]);
        _failovers = _meter.CreateCounter<long>(
            "failovers_total", null, "Sessions whose path failed, by cause: moved to another path that carries them, or given up since none does.", MetricLabel.Declare(cause, MetricLabel.Of("outcome", "moved", "gave-up")));
        _failoverGap = _meter.CreateHistogram(
            "failover_gap_seconds", "s", "From the last proof of a path that failed to the first one of the path that a session moved to, by cause.", MetricLabel.Declare(cause), Interruption);
        _recovery = _meter.CreateHistogram("recovery_seconds", "s", "From when a session left its best path to when it is back on it.", MetricLabel.Declare(), Recovery);
    }

    [MemberNotNull(nameof(_gatewayPicks), nameof(_gatewayFailures), nameof(_gatewayProbes))]
    private void MakeGateways()
    {
        _gatewayPicks = _meter.CreateCounter<long>(
            "gateway_picks_total", null, "Gateways that routes to networks took, the first and every other, by cause.", MetricLabel.Declare(MetricLabel.Of("cause", [.. Enum.GetValues<GatewayCause>().Select(Word)])));
        _gatewayFailures = _meter.CreateCounter<long>(
            "gateway_failures_total", null, "Gateways of this node's routes whose session stopped, or that were found not to forward, in use or not.", MetricLabel.Declare(MetricLabel.Of("cause", Word(GatewayCause.Silent), Word(GatewayCause.NotForwarding))));
        _gatewayProbes = _meter.CreateCounter<long>("gateway_probes_total", null, "Probes of networks through the gateways in use.", MetricLabel.Declare(MetricLabel.Of("outcome", "answered", "unanswered")));
    }
}
