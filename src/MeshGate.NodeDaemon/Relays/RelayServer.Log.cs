using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Relays;

internal static partial class RelayServerLog
{
    [LoggerMessage(EventId = 400, Level = LogLevel.Information, Message = "Relay port {Port} opened for {One} and {Other}")]
    public static partial void PairOpened(this ILogger logger, int port, string one, string other);

    [LoggerMessage(EventId = 401, Level = LogLevel.Information, Message = "Relay port {Port} of {One} and {Other} closed: {Reason}")]
    public static partial void PairClosed(this ILogger logger, int port, string one, string other, string reason);

    [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "Relay port {Port} cannot be opened: {Problem}")]
    public static partial void PortRefused(this ILogger logger, int port, string problem);
}
