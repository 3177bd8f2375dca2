using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Addressing;
using MeshGate.Core.Failover;
using MeshGate.Core.Gateways;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Traversal.Ice;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.NodeDaemon.Tests.Telemetry;

/// <summary>The daemon's metrics page, over a real socket on loopback.</summary>
public sealed class DaemonMetricsTests
{
    [Fact]
    public async Task Page_TypesEachInstrument_AsWhatItIs()
    {
        var token = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.True(HostEndpoint.TryParse(listener.LocalEndpoint.ToString(), out var endpoint));
        listener.Stop();
        using var metrics = new DaemonMetrics();
        using var service = new TelemetryService(
            endpoint,
            metrics.Owns,
            [new HealthCheck("agent", HealthKind.Liveness, () => null), new HealthCheck("wireguard", HealthKind.Readiness, () => "no interface")],
            NullLogger<TelemetryService>.Instance,
            new Dictionary<string, Func<byte[]>> { ["/statusz"] = () => StatusPage.Of("a", metrics.Reading, metrics.WireGuard, null).ToJson() });
        await service.StartAsync(token);
        metrics.Check("sent");
        metrics.Check("sent");
        metrics.Refused("unknown");
        metrics.Read(new NodeReading { Known = 3, Up = 2 });
        metrics.StunDiscovered(TimeSpan.FromMilliseconds(40));
        metrics.PathSetUp(TimeSpan.FromSeconds(1));
        var search = new PathSearch();
        metrics.Traversing(search, RemoteCandidateKind.ServerReflexive, TimeSpan.Zero);
        metrics.Traversing(search, RemoteCandidateKind.ServerReflexive, TimeSpan.FromSeconds(1));
        metrics.Traversed(search, RemoteCandidateKind.ServerReflexive, TimeSpan.FromSeconds(2));
        metrics.FailedOver(FailoverCause.Silent, TimeSpan.FromMilliseconds(300));
        metrics.GaveUp(FailoverCause.Lossy);
        metrics.Recovered(TimeSpan.FromSeconds(40));
        metrics.GatewayTaken(GatewayCause.NotForwarding);
        using var http = new HttpClient();
        using var status = await http.GetAsync(new Uri($"http://{endpoint}/statusz"), token);
        using var ready = await http.GetAsync(new Uri($"http://{endpoint}/readyz"), token);
        using var live = await http.GetAsync(new Uri($"http://{endpoint}/healthz"), token);
        var lines = (await http.GetStringAsync(new Uri($"http://{endpoint}/metrics"), token)).Split('\n');
        await service.StopAsync(token);

        Assert.Contains("# TYPE meshgate_path_checks_total counter", lines);
        Assert.Contains("meshgate_path_checks_total{outcome=\"sent\"} 2", lines);
        Assert.Contains("# TYPE meshgate_stun_datagrams_refused_total counter", lines);
        Assert.Contains("# TYPE meshgate_peers gauge", lines);
        Assert.Contains("meshgate_peers_up 2", lines);
        Assert.Contains("# TYPE meshgate_stun_discovery_seconds histogram", lines);
        Assert.Contains("meshgate_stun_discovery_seconds_bucket{le=\"0.05\"} 1", lines);
        Assert.Contains("meshgate_path_setup_seconds_count 1", lines);
        Assert.Contains("meshgate_traversal_attempts_total{kind=\"server-reflexive\"} 1", lines);
        Assert.Contains("meshgate_traversal_attempts_total{kind=\"relay\"} 0", lines);
        Assert.Contains("meshgate_traversal_successes_total{kind=\"server-reflexive\"} 1", lines);
        Assert.Contains("meshgate_traversal_seconds_sum{kind=\"server-reflexive\"} 2", lines);
        Assert.Contains("meshgate_failovers_total{cause=\"silent\",outcome=\"moved\"} 1", lines);
        Assert.Contains("meshgate_failovers_total{cause=\"lossy\",outcome=\"gave-up\"} 1", lines);
        Assert.Contains("meshgate_recovery_seconds_sum 40", lines);
        Assert.Contains("meshgate_gateway_picks_total{cause=\"not-forwarding\"} 1", lines);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (status.StatusCode, status.Content.Headers.ContentType!.MediaType));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
    }
}
