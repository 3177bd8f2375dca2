using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Hosting;

internal static partial class OperatorLog
{
    [LoggerMessage(2101, LogLevel.Information, "MeshGate operator for {Network}, heartbeats in namespace {Namespace}, API server {Server}")]
    public static partial void Starting(ILogger logger, string network, string @namespace, string server);

    [LoggerMessage(2102, LogLevel.Information, "Metrics at http://{Endpoint}/metrics")]
    public static partial void ServingMetrics(ILogger logger, string endpoint);

    [LoggerMessage(2103, LogLevel.Error, "Metrics cannot be served at {Endpoint}, the operator runs without: {Reason}")]
    public static partial void NoMetrics(ILogger logger, string endpoint, string reason);
}
