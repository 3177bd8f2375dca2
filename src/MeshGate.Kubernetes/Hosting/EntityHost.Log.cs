using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Hosting;

internal static partial class HostLog
{
    [LoggerMessage(1401, LogLevel.Warning, "{Worker} did not succeed on {Key}: {Reason}")]
    public static partial void Unsuccessful(ILogger logger, string worker, string key, string reason);

    [LoggerMessage(1402, LogLevel.Error, "{Worker} failed on {Key}")]
    public static partial void Failed(ILogger logger, string worker, string key, Exception error);

    [LoggerMessage(1403, LogLevel.Debug, "{Worker} tries {Key} again: {Reason}")]
    public static partial void Conflict(ILogger logger, string worker, string key, string reason);

    [LoggerMessage(1404, LogLevel.Information, "{Worker} waits for {Key}: {Reason}")]
    public static partial void Waiting(ILogger logger, string worker, string key, string reason);
}
