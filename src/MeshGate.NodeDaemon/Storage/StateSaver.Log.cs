using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Storage;

internal static partial class StateSaverLog
{
    [LoggerMessage(EventId = 340, Level = LogLevel.Warning, Message = "State could not be saved and will be tried again in {Retry}; without it the node cannot come back while the API is away: {Problem}")]
    public static partial void StateNotSaved(this ILogger logger, TimeSpan retry, string problem);
}
