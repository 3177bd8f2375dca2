using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Kubernetes.Tests.Telemetry;

/// <summary>Over a real socket on loopback.</summary>
public sealed class TelemetryServiceTests : IDisposable
{
    private readonly RuntimeMetrics _metrics = new();
    private readonly HttpClient _http = new();
    private readonly HostEndpoint _endpoint = FreeEndpoint();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Readyz_SaysWhatIsMissing_UntilNothingIs()
    {
        string? problem = "the first list is not in the cache yet";
        using var service = Service(
            new HealthCheck("informer-meshnodes", HealthKind.Readiness, () => problem), new HealthCheck("informer-leases", HealthKind.Readiness, () => null));
        await service.StartAsync(Token);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "[-]informer-meshnodes: the first list is not in the cache yet\n[+]informer-leases ok\nnot ok\n"), await GetAsync("readyz"));
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await GetAsync("healthz"));
        problem = null;
        Assert.Equal((HttpStatusCode.OK, "[+]informer-meshnodes ok\n[+]informer-leases ok\nok\n"), await GetAsync("readyz"));
        await service.StopAsync(Token);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("healthz"));
    }

    [Fact]
    public async Task Healthz_Fails_WhenSomethingNeedsARestart()
    {
        using var service = Service(new HealthCheck("workers", HealthKind.Liveness, () => "stuck"));
        await service.StartAsync(Token);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "[-]workers: stuck\nnot ok\n"), await GetAsync("healthz"));
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await GetAsync("readyz"));
        await service.StopAsync(Token);
    }

    [Fact]
    public async Task Metrics_ServesTheProcessAndTheRuntime_InPrometheusFormat()
    {
        using var service = Service();
        await service.StartAsync(Token);
        _metrics.EventRecorded("Normal");
        using var response = await _http.GetAsync(new Uri($"http://{_endpoint}/metrics"), Token);
        var page = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("# TYPE meshgate_kubernetes_events_recorded_total counter", page, StringComparison.Ordinal);
        Assert.Contains("meshgate_kubernetes_events_recorded_total{type=\"Normal\"} 1", page, StringComparison.Ordinal);
        Assert.Contains("# TYPE process_cpu_seconds_total counter", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("else")).Code);
        using var post = await _http.PostAsync(new Uri($"http://{_endpoint}/metrics"), null, Token);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        await service.StopAsync(Token);
    }

    /// <summary>Whoever was just answered may have the service stopped before it waits for the next.</summary>
    [Fact]
    public async Task Stop_Ends_RightAfterAnAnswer()
    {
        for (var i = 0; i < 300; i++)
        {
            using var service = Service();
            using var http = new HttpClient();
            await service.StartAsync(Token);
            Assert.Equal("ok\n", await http.GetStringAsync(new Uri($"http://{_endpoint}/healthz"), Token));
            await service.StopAsync(Token).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Token);
        }
    }

    /// <summary>Kubelets and Prometheus ask while the process starts.</summary>
    [Fact]
    public async Task Start_Serves_WhoeverAsksInTheMomentOfIt()
    {
        using var enough = new CancellationTokenSource();
        Task[] askers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => KnockAsync(enough.Token), Token))];
        for (var i = 0; i < 200; i++)
        {
            using var service = Service();
            await service.StartAsync(Token);
            Assert.Equal((HttpStatusCode.OK, "ok\n"), await GetAsync("healthz"));
            await service.StopAsync(Token);
        }

        await enough.CancelAsync();
        await Task.WhenAll(askers);
    }

    [Fact]
    public async Task Start_GoesOnWithout_WhenThePortIsTaken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, _endpoint.Port);
        taken.Start();
        using var service = Service();
        await service.StartAsync(Token);
        await service.StopAsync(Token);
    }

    [Fact]
    public async Task Start_ServesNothing_WhereNoEndpointIsGiven()
    {
        using var service = new TelemetryService(null, _ => true, [], NullLogger<TelemetryService>.Instance);
        await service.StartAsync(Token);
        await service.StopAsync(Token);
    }

    private static HostEndpoint FreeEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.True(HostEndpoint.TryParse(listener.LocalEndpoint.ToString(), out var endpoint));
        return endpoint;
    }

    private TelemetryService Service(params HealthCheck[] checks)
        => new(_endpoint, meter => meter == _metrics.Meter, checks, NullLogger<TelemetryService>.Instance);

    private async Task KnockAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            using var knock = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            try
            {
                await knock.ConnectAsync(IPAddress.Loopback, _endpoint.Port, enough);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Nobody listens in this moment.
            }
        }
    }

    private async Task<(HttpStatusCode Code, string Text)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri($"http://{_endpoint}/{path}"), Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}
