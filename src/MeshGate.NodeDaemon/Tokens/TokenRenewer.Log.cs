using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Tokens;

internal static partial class TokenRenewerLog
{
    [LoggerMessage(EventId = 1151, Level = LogLevel.Information, Message = "The daemon's token is renewed; it ends at {ExpiresAt:u}")]
    public static partial void Renewed(this ILogger logger, DateTimeOffset expiresAt);

    [LoggerMessage(EventId = 1152, Level = LogLevel.Warning, Message = "The daemon's token is not renewed, tried again in a minute: {Reason}")]
    public static partial void NotRenewed(this ILogger logger, string reason);
}
