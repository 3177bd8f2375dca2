using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Host;

internal static partial class DaemonServiceLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Node {Node} started")]
    public static partial void Started(this ILogger logger, string node);

    [LoggerMessage(EventId = 2, Level = LogLevel.Critical, Message = "A part of the daemon failed; it stops, and the tunnel carries on")]
    public static partial void Failed(this ILogger logger, Exception? cause);
}
