using System.Net;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Agent;

internal static partial class AgentLog
{
    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "Assignment {Revision}: {Peers} peers")]
    public static partial void AssignmentTaken(this ILogger logger, string revision, int peers);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "Part of the assignment cannot be used: {Problem}")]
    public static partial void AssignmentProblem(this ILogger logger, string problem);

    [LoggerMessage(EventId = 103, Level = LogLevel.Information, Message = "This node's MeshNode is gone; the tunnel is taken down")]
    public static partial void NodeRemoved(this ILogger logger);

    [LoggerMessage(EventId = 109, Level = LogLevel.Warning, Message = "The MeshNode vanished without being deleted first; the tunnel stays as it is, unless it stays away for {Confirmation}")]
    public static partial void NodeMissing(this ILogger logger, TimeSpan confirmation);

    [LoggerMessage(EventId = 104, Level = LogLevel.Information, Message = "Came back from disk with assignment {Revision}: {Peers} peers")]
    public static partial void Restored(this ILogger logger, string revision, int peers);

    [LoggerMessage(EventId = 106, Level = LogLevel.Information, Message = "{Peer}: WireGuard session up, {Milliseconds:0} ms after its candidates were known")]
    public static partial void PeerUp(this ILogger logger, string peer, double milliseconds);

    [LoggerMessage(EventId = 107, Level = LogLevel.Error, Message = "WireGuard's port {Port} cannot be shared for STUN: {Problem}; CAP_NET_RAW and CAP_NET_ADMIN are needed")]
    public static partial void PortUnshared(this ILogger logger, int port, string problem);

    [LoggerMessage(EventId = 108, Level = LogLevel.Information, Message = "{Peer}: WireGuard roamed to {Address}")]
    public static partial void PeerRoamed(this ILogger logger, string peer, IPEndPoint address);
}
