using System.Net;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Relays;

internal static partial class RelaySeekerLog
{
    [LoggerMessage(EventId = 410, Level = LogLevel.Information, Message = "{Peer}: {Relay} relays at {Address}")]
    public static partial void PathOffered(this ILogger logger, string peer, string relay, IPEndPoint address);

    [LoggerMessage(EventId = 411, Level = LogLevel.Information, Message = "{Peer}: no longer relayed at {Address}: {Reason}")]
    public static partial void PathWithdrawn(this ILogger logger, string peer, IPEndPoint address, string reason);
}
