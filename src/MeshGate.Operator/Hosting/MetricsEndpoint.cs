using System.Net;
using MeshGate.Core.Addressing;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace MeshGate.Operator.Hosting;

/// <summary>Serves the process's metrics for Prometheus.</summary>
internal sealed class MetricsEndpoint : IDisposable
{
    private const string Meters = "MeshGate.";
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly MetricServer _server;
    private readonly IDisposable _meters;

    private MetricsEndpoint(MetricServer server, IDisposable meters)
    {
        _server = server;
        _meters = meters;
    }

    /// <summary>Starts to serve; null where nothing is to be served or the port is taken, which must not keep the mesh from working.</summary>
    public static MetricsEndpoint? Start(HostEndpoint? endpoint, ILogger logger)
    {
        if (endpoint is null)
        {
            return null;
        }

        string host = endpoint.Host is "0.0.0.0" or "::" ? "+"
            : IPAddress.TryParse(endpoint.Host, out IPAddress? address) && address.ToString().Contains(':', StringComparison.Ordinal) ? $"[{address}]"
            : endpoint.Host;
        // Left to itself the library listens to meters only from the first scrape on, and what was counted before is lost.
        Metrics.SuppressDefaultMetrics(new SuppressDefaultMetricOptions { SuppressMeters = true, SuppressEventCounters = true });
        IDisposable meters = MeterAdapter.StartListening(new MeterAdapterOptions
        {
            InstrumentFilterPredicate = instrument => instrument.Meter.Name.StartsWith(Meters, StringComparison.Ordinal),
            ResolveHistogramBuckets = _ => Seconds,
        });
        var server = new MetricServer(host, endpoint.Port);
        try
        {
            server.Start();
        }
        catch (HttpListenerException e)
        {
            OperatorLog.NoMetrics(logger, endpoint.ToString(), e.Message);
            ((IDisposable)server).Dispose();
            meters.Dispose();
            return null;
        }

        OperatorLog.ServingMetrics(logger, endpoint.ToString());
        return new MetricsEndpoint(server, meters);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Stop();
        ((IDisposable)_server).Dispose();
        _meters.Dispose();
    }
}
