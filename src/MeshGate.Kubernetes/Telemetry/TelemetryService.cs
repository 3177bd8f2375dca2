using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshGate.Core.Addressing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace MeshGate.Kubernetes.Telemetry;

/// <summary>
/// Serves <c>/metrics</c> for Prometheus and <c>/healthz</c> and <c>/readyz</c> for the kubelet, and pages of its owner's. Where the port is taken it says so and the
/// process works without: that must not keep the mesh from working. Add it before what it measures.
/// </summary>
public sealed class TelemetryService : IHostedService, IDisposable
{
    private const int MaxAtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HostEndpoint? _endpoint;
    private readonly HealthCheck[] _checks;
    private readonly ILogger<TelemetryService> _logger;
    private readonly IReadOnlyDictionary<string, Func<byte[]>> _pages;
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MeterExporter _exporter;
    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpListener? _listener;
    private Task _serving = Task.CompletedTask;

    /// <summary>Makes the service and begins to count.</summary>
    /// <param name="endpoint">Where to serve; null for nowhere.</param>
    /// <param name="wanted">Which meters to export.</param>
    /// <param name="checks">What health depends on.</param>
    /// <param name="logger">Is told where metrics are served, or why not.</param>
    /// <param name="pages">Further pages of JSON in UTF-8, by path; made anew each time. Whoever reaches the port reads them: no secrets.</param>
    public TelemetryService(
        HostEndpoint? endpoint, Func<Meter, bool> wanted, IEnumerable<HealthCheck> checks, ILogger<TelemetryService> logger, IReadOnlyDictionary<string, Func<byte[]>>? pages = null)
    {
        _endpoint = endpoint;
        _checks = [.. checks];
        _logger = logger;
        _pages = pages ?? new Dictionary<string, Func<byte[]>>();
        _exporter = new MeterExporter(_registry, wanted);
        DotNetStats.Register(_registry);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_endpoint is { } endpoint)
        {
            try
            {
                _listener = ListenerStart.At(Prefix(endpoint));
                _serving = ServeAsync(_listener);
                TelemetryLog.Serving(_logger, endpoint.ToString());
            }
            catch (Exception e) when (e is HttpListenerException or SocketException)
            {
                TelemetryLog.NotServing(_logger, endpoint.ToString(), e.Message);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.TrySetResult();
        _listener?.Close();
        await _serving.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ((IDisposable?)_listener)?.Dispose();
        _exporter.Dispose();
    }

    private static string Prefix(HostEndpoint endpoint)
    {
        var host = endpoint.Host is "0.0.0.0" or "::" ? "+" : endpoint.Host.Contains(':', StringComparison.Ordinal) ? $"[{endpoint.Host}]" : endpoint.Host;
        return $"http://{host}:{endpoint.Port}/";
    }

    private async Task ServeAsync(HttpListener listener)
    {
        // A few at once, so that one who reads slowly does not keep the kubelet from asking.
        using var places = new SemaphoreSlim(MaxAtOnce);
        while (listener.IsListening)
        {
            await places.WaitAsync();
            try
            {
                if (await NextAsync(listener) is { } context)
                {
                    _ = AnswerAsync(context, places);
                    continue;
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Closed, or a connection that broke before it asked anything.
            }

            places.Release();
        }

        for (var i = 0; i < MaxAtOnce; i++)
        {
            await places.WaitAsync();
        }
    }

    /// <summary>The next request; null once the service stops. The listener alone does not end the wait of one who begins it while it is closed.</summary>
    private async Task<HttpListenerContext?> NextAsync(HttpListener listener)
    {
        var next = listener.GetContextAsync();
        return await Task.WhenAny(next, _stopping.Task) == next ? await next : null;
    }

    private async Task AnswerAsync(HttpListenerContext context, SemaphoreSlim places)
    {
        try
        {
            using var response = context.Response;
            using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
            await using var abort = limit.Token.UnsafeRegister(static response => ((HttpListenerResponse)response!).Abort(), response);
            await AnswerAsync(context.Request, response, limit.Token);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException or OperationCanceledException)
        {
            // The asker went away in mid-answer, or was too slow.
        }
        finally
        {
            places.Release();
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response, CancellationToken cancellationToken)
    {
        if (request.HttpMethod is not ("GET" or "HEAD"))
        {
            response.StatusCode = 405;
            return;
        }

        using var body = new MemoryStream();
        switch (request.Url?.AbsolutePath)
        {
            case "/metrics":
                await _registry.CollectAndExportAsTextAsync(body, cancellationToken);
                response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
                break;
            case "/healthz":
                Write(HealthReport.Of(_checks, HealthKind.Liveness));
                break;
            case "/readyz":
                Write(HealthReport.Of(_checks, HealthKind.Readiness));
                break;
            case { } path when _pages.TryGetValue(path, out var page):
                body.Write(page());
                response.ContentType = "application/json; charset=utf-8";
                break;
            default:
                response.StatusCode = 404;
                return;
        }

        response.ContentLength64 = body.Length;
        if (request.HttpMethod == "GET")
        {
            body.Position = 0;
            await body.CopyToAsync(response.OutputStream, cancellationToken);
        }

        void Write(HealthReport report)
        {
            response.StatusCode = report.IsHealthy ? 200 : 503;
            response.ContentType = "text/plain; charset=utf-8";
            body.Write(Encoding.UTF8.GetBytes(report.Text));
        }
    }
}
