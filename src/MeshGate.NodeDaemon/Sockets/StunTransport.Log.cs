using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Sockets;

internal static partial class StunTransportLog
{
    [LoggerMessage(EventId = 360, Level = LogLevel.Critical, Message = "STUN messages are no longer received")]
    public static partial void ReceivingEnded(this ILogger logger, Exception cause);
}
