using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Turn;

internal static partial class TurnSecretsLog
{
    [LoggerMessage(EventId = 801, Level = LogLevel.Information, Message = "The Secret {Name} for TURN servers was read anew")]
    public static partial void SecretRead(this ILogger logger, string name);

    [LoggerMessage(EventId = 802, Level = LogLevel.Warning, Message = "The Secret {Name} for TURN servers could not be read: {Problem}")]
    public static partial void SecretUnread(this ILogger logger, string name, string problem);
}
