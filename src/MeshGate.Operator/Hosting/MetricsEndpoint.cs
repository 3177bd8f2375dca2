using System.Net;
using MeshGate.Core.Addressing;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace MeshGate.Operator.Hosting;

/// <summary>Serves the process's metrics for Prometheus.</summary>
internal sealed class MetricsEndpoint : IDisposable
{
    private readonly MetricServer _server;

    private MetricsEndpoint(MetricServer server) => _server = server;

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
        var server = new MetricServer(host, endpoint.Port);
        try
        {
            server.Start();
        }
        catch (HttpListenerException e)
        {
            OperatorLog.NoMetrics(logger, endpoint.ToString(), e.Message);
            ((IDisposable)server).Dispose();
            return null;
        }

        OperatorLog.ServingMetrics(logger, endpoint.ToString());
        return new MetricsEndpoint(server);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Stop();
        ((IDisposable)_server).Dispose();
    }
}
