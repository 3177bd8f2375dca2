using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Page;

internal static partial class PageGateLog
{
    [LoggerMessage(2901, LogLevel.Warning, "Somebody wants to see the topology page, and the API cannot be asked whether they may: {Reason}")]
    public static partial void CannotAsk(ILogger logger, string reason);
}
