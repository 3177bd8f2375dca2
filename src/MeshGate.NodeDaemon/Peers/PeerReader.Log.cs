using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Peers;

internal static partial class PeerReaderLog
{
    [LoggerMessage(EventId = 320, Level = LogLevel.Debug, Message = "MeshNode {Peer} could not be read: {Problem}")]
    public static partial void PeerUnreadable(this ILogger logger, string peer, string problem);
}
