using System.Net;
using MeshGate.Traversal.Ice;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Peers;

internal static partial class PathCheckerLog
{
    [LoggerMessage(EventId = 350, Level = LogLevel.Information, Message = "{Peer}: path {Address} ({Kind}), {Milliseconds:0.0} ms")]
    public static partial void PathUsed(this ILogger logger, string peer, IPEndPoint address, RemoteCandidateKind kind, double milliseconds);

    [LoggerMessage(EventId = 351, Level = LogLevel.Warning, Message = "{Peer}: path {Address} no longer answers; every candidate is checked")]
    public static partial void PathLost(this ILogger logger, string peer, IPEndPoint address);
}
