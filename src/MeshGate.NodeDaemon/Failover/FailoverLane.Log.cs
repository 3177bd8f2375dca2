using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Failover;

internal static partial class FailoverLaneLog
{
    [LoggerMessage(EventId = 380, Level = LogLevel.Warning, Message = "A session could not be moved at once: {Problem}")]
    public static partial void MoveFailed(this ILogger logger, string problem);

    [LoggerMessage(EventId = 381, Level = LogLevel.Warning, Message = "Paths cannot be pinned: {Problem}; WireGuard may roam back to a path that failed")]
    public static partial void PinFailed(this ILogger logger, string problem);
}
