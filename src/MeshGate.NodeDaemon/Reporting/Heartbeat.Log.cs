using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Reporting;

internal static partial class HeartbeatLog
{
    [LoggerMessage(EventId = 310, Level = LogLevel.Warning, Message = "Heartbeat Lease could not be renewed: {Problem}")]
    public static partial void HeartbeatFailed(this ILogger logger, string problem);
}
