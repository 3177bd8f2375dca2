using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Routes;

internal static partial class RouteLog
{
    [LoggerMessage(2201, LogLevel.Warning, "Judgements could not be written to {Failed} MeshRoutes, next attempt in {Delay}: {Reason}")]
    public static partial void NotWritten(ILogger logger, int failed, TimeSpan delay, string reason);

    [LoggerMessage(2202, LogLevel.Error, "Judging MeshRoutes failed, next attempt in {Delay}")]
    public static partial void Failed(ILogger logger, TimeSpan delay, Exception error);
}
