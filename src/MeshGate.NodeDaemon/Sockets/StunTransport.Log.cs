using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Sockets;

internal static partial class StunTransportLog
{
    [LoggerMessage(EventId = 360, Level = LogLevel.Error, Message = "STUN messages are no longer received; the sockets will be opened again")]
    public static partial void ReceivingEnded(this ILogger logger, Exception cause);

    [LoggerMessage(EventId = 361, Level = LogLevel.Warning, Message = "There is no IPv6 for path checks: {Problem}")]
    public static partial void NoIPv6(this ILogger logger, string problem);
}
