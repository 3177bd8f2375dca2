using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Reporting;

internal static partial class StatusReporterLog
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "Status could not be written and will be tried again in {Retry}: {Problem}")]
    public static partial void ReportFailed(this ILogger logger, TimeSpan retry, string problem);
}
