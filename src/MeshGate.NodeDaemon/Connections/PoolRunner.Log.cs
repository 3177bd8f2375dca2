using MeshGate.Core.Connections;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Connections;

internal static partial class PoolRunnerLog
{
    [LoggerMessage(EventId = 420, Level = LogLevel.Debug, Message = "{Peer}: the session wakes ({Cause}); its path is {Kind}")]
    public static partial void Waking(this ILogger logger, string peer, WakeCause cause, string kind);

    [LoggerMessage(EventId = 421, Level = LogLevel.Debug, Message = "{Peer}: the session sleeps ({Reason})")]
    public static partial void Sleeping(this ILogger logger, string peer, SleepReason reason);

    [LoggerMessage(EventId = 422, Level = LogLevel.Warning, Message = "{Peer}: the session is not woken: {Reason}")]
    public static partial void NotWoken(this ILogger logger, string peer, string reason);

    [LoggerMessage(EventId = 423, Level = LogLevel.Warning, Message = "{Peer}: no loopback address could be opened to catch its packets; its session stays awake")]
    public static partial void NoTrap(this ILogger logger, string peer);
}
