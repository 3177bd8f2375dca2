using MeshGate.Core.Gateways;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Gateways;

internal static partial class GatewayLog
{
    [LoggerMessage(3901, LogLevel.Information, "{Route} goes by {Gateway} ({Cause}), after {Before}")]
    public static partial void GatewayTaken(this ILogger logger, string route, string gateway, GatewayCause cause, string before);

    [LoggerMessage(3902, LogLevel.Warning, "{Gateway} does not forward to {Route}")]
    public static partial void NotForwarding(this ILogger logger, string gateway, string route);

    [LoggerMessage(3903, LogLevel.Warning, "This node cannot forward: {Problem}")]
    public static partial void ForwardingFailed(this ILogger logger, string problem);
}
