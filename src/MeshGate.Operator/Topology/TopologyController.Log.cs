using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Topology;

internal static partial class TopologyLog
{
    [LoggerMessage(2001, LogLevel.Debug, "Planned {Nodes} nodes in {Milliseconds} ms, {Changed} with another assignment than before")]
    public static partial void Planned(ILogger logger, int nodes, double milliseconds, int changed);

    [LoggerMessage(2002, LogLevel.Warning, "The plan could not be written to {Failed} objects, next attempt in {Delay}: {Reason}")]
    public static partial void NotWritten(ILogger logger, int failed, TimeSpan delay, string reason);

    [LoggerMessage(2003, LogLevel.Error, "Planning failed, next attempt in {Delay}")]
    public static partial void Failed(ILogger logger, TimeSpan delay, Exception error);
}
