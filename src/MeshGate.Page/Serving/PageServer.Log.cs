using Microsoft.Extensions.Logging;

namespace MeshGate.Page.Serving;

internal static partial class PageLog
{
    [LoggerMessage(1601, LogLevel.Information, "Topology page at {Address}")]
    public static partial void Serving(ILogger logger, Uri address);

    [LoggerMessage(1602, LogLevel.Error, "The topology page cannot be served at {Endpoint}, the process runs without: {Reason}")]
    public static partial void NotServing(ILogger logger, string endpoint, string reason);
}
