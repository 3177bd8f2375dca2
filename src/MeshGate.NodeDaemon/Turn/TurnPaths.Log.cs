using System.Net;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Turn;

internal static partial class TurnPathsLog
{
    [LoggerMessage(EventId = 701, Level = LogLevel.Information, Message = "{Peer}: relayed address {Relayed} at TURN server {Server}")]
    public static partial void Allocated(this ILogger logger, string peer, IPEndPoint relayed, string server);

    [LoggerMessage(EventId = 702, Level = LogLevel.Warning, Message = "TURN server {Server} at {Address}: {Problem}; left alone for {Pause}")]
    public static partial void ServerFailed(this ILogger logger, string server, IPEndPoint address, string problem, TimeSpan pause);

    [LoggerMessage(EventId = 703, Level = LogLevel.Warning, Message = "TURN server {Server}: its name does not resolve ({Problem})")]
    public static partial void ServerUnresolved(this ILogger logger, string server, string problem);

    [LoggerMessage(EventId = 704, Level = LogLevel.Information, Message = "{Peer}: the allocation at TURN server {Server} was given back")]
    public static partial void Released(this ILogger logger, string peer, string server);

    [LoggerMessage(EventId = 705, Level = LogLevel.Warning, Message = "{Peer}: TURN server {Server} does not relay to {Remote}: {Problem}")]
    public static partial void PeerRefused(this ILogger logger, string peer, string server, IPEndPoint remote, string problem);

    [LoggerMessage(EventId = 706, Level = LogLevel.Error, Message = "{Peer}: no path through a TURN server: {Problem}")]
    public static partial void PathFailed(this ILogger logger, string peer, string problem, Exception error);
}
