using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Events;

internal static partial class EventLog
{
    [LoggerMessage(1301, LogLevel.Warning, "The Event {Reason} about {Name} could not be recorded: {Error}")]
    public static partial void NotRecorded(ILogger logger, string reason, string name, string error);

    [LoggerMessage(1302, LogLevel.Debug, "The Event {Reason} about {Name} was held back: too many about one object")]
    public static partial void TooMany(ILogger logger, string reason, string name);
}
