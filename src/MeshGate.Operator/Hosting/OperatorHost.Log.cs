using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Hosting;

internal static partial class OperatorLog
{
    [LoggerMessage(2101, LogLevel.Information, "MeshGate operator for {Network}, heartbeats in namespace {Namespace}, API server {Server}")]
    public static partial void Starting(ILogger logger, string network, string @namespace, string server);
}
