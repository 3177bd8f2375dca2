using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Tracing;

internal static partial class TraceExportLog
{
    [LoggerMessage(1701, LogLevel.Information, "Traces are sent to {Endpoint}")]
    public static partial void Sending(ILogger logger, string endpoint);
}
