using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.NodeDaemon.Telemetry;
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
        using var service = new TelemetryService(endpoint, metrics.Owns, [], NullLogger<TelemetryService>.Instance);
        await service.StartAsync(token);
        metrics.Check("sent");
        metrics.Check("sent");
        metrics.Refused("unknown");
        metrics.Peers(3, 2);
        metrics.StunDiscovered(TimeSpan.FromMilliseconds(40));
        metrics.PathSetUp(TimeSpan.FromSeconds(1));
        using var http = new HttpClient();
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
    }
}
