using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Discovery;

internal static partial class DiscoveryRunnerLog
{
    [LoggerMessage(EventId = 370, Level = LogLevel.Information, Message = "Seen from outside as {Addresses}; {Nat}")]
    public static partial void Discovered(this ILogger logger, string addresses, string? nat);
}
