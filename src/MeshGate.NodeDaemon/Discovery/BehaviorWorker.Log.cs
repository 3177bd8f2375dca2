using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Discovery;

internal static partial class BehaviorWorkerLog
{
    [LoggerMessage(EventId = 375, Level = LogLevel.Information, Message = "NAT behaviour over {Family}: {Mapping} {Filtering} {Hairpin}")]
    public static partial void Measured(this ILogger logger, string family, string? mapping, string filtering, string hairpin);

    [LoggerMessage(EventId = 376, Level = LogLevel.Information, Message = "Mapping lifetime: {Reason}")]
    public static partial void LifetimeMeasured(this ILogger logger, string reason);

    [LoggerMessage(EventId = 377, Level = LogLevel.Warning, Message = "NAT behaviour cannot be measured: {Problem}")]
    public static partial void NotMeasured(this ILogger logger, string problem);
}
