using System.Net;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.PortMapping;

internal static partial class PortMappingLog
{
    [LoggerMessage(EventId = 380, Level = LogLevel.Information, Message = "Reachable at {External} from outside: {Reason}")]
    public static partial void PortMapped(this ILogger logger, IPEndPoint external, string reason);

    [LoggerMessage(EventId = 381, Level = LogLevel.Information, Message = "No port mapping: {Reason}")]
    public static partial void PortUnmapped(this ILogger logger, string reason);

    [LoggerMessage(EventId = 382, Level = LogLevel.Warning, Message = "The port mapping could not be saved; after a restart the router may refuse to renew it: {Problem}")]
    public static partial void MappingNotSaved(this ILogger logger, string problem);

    [LoggerMessage(EventId = 383, Level = LogLevel.Information, Message = "A port mapping could not be given back and will expire: {Problem}")]
    public static partial void NotGivenBack(this ILogger logger, string problem);
}
