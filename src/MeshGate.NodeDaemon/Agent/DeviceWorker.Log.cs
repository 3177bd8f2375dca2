using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Agent;

internal static partial class DeviceWorkerLog
{
    [LoggerMessage(EventId = 330, Level = LogLevel.Warning, Message = "The tunnel could not be set up and will be tried again: {Problem}")]
    public static partial void OrderFailed(this ILogger logger, string problem);

    [LoggerMessage(EventId = 331, Level = LogLevel.Warning, Message = "The WireGuard device could not be read: {Problem}")]
    public static partial void DeviceUnreadable(this ILogger logger, string problem);
}
