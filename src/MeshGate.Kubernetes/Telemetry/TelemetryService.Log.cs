using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Telemetry;

internal static partial class TelemetryLog
{
    [LoggerMessage(1501, LogLevel.Information, "Metrics and health at http://{Endpoint}")]
    public static partial void Serving(ILogger logger, string endpoint);

    [LoggerMessage(1502, LogLevel.Error, "Metrics cannot be served at {Endpoint}, the process runs without: {Reason}")]
    public static partial void NotServing(ILogger logger, string endpoint, string reason);
}
