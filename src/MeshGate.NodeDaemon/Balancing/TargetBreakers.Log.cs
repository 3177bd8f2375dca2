using MeshGate.Core.LoadBalancing;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Balancing;

internal static partial class BreakerLog
{
    [LoggerMessage(3951, LogLevel.Warning, "{Kind} {Name} failed {Threshold} times in a row: it is left alone for {Seconds} s where there is another")]
    public static partial void BreakerOpened(this ILogger logger, TargetKind kind, string name, int threshold, double seconds);

    [LoggerMessage(3952, LogLevel.Information, "{Kind} {Name} works again")]
    public static partial void BreakerClosed(this ILogger logger, TargetKind kind, string name);
}
