using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace MeshGate.NodeDaemon.Host;

/// <summary>Serves the process's instruments in Prometheus' format at <c>/metrics</c>.</summary>
public sealed class MetricsService(string address, ILogger<MetricsService> logger) : IHostedService, IDisposable
{
    private MetricServer? _server;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (address.Length == 0)
        {
            return Task.CompletedTask;
        }

        try
        {
            var endpoint = IPEndPoint.Parse(address);
            Metrics.SuppressDefaultMetrics(new SuppressDefaultMetricOptions { SuppressMeters = true, SuppressEventCounters = true, SuppressDebugMetrics = true });
            MeterAdapter.StartListening(new MeterAdapterOptions
            {
                InstrumentFilterPredicate = instrument => instrument.Meter.Name == "meshgate",
                ResolveHistogramBuckets = _ => [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
            });
            _server = new MetricServer(endpoint.Address.ToString(), endpoint.Port);
            _server.Start();
        }
        catch (Exception error) when (error is FormatException or HttpListenerException)
        {
            logger.MetricsFailed(address, error.Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.StopAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => (_server as IDisposable)?.Dispose();
}
