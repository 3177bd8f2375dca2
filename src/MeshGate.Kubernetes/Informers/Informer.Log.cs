using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Informers;

internal static partial class InformerLog
{
    [LoggerMessage(1101, LogLevel.Information, "Listed {Count} {Plural} at version {Version}")]
    public static partial void Listed(ILogger logger, int count, string plural, string version);

    [LoggerMessage(1102, LogLevel.Warning, "The watch of {Plural} was interrupted, trying again in {Delay}: {Reason}")]
    public static partial void Interrupted(ILogger logger, string plural, TimeSpan delay, string reason);

    [LoggerMessage(1103, LogLevel.Information, "The watch of {Plural} fell behind the server's history, listing again: {Reason}")]
    public static partial void Expired(ILogger logger, string plural, string reason);

    [LoggerMessage(1104, LogLevel.Error, "A subscriber to {Plural} failed on {Key}")]
    public static partial void SubscriberFailed(ILogger logger, string plural, string key, Exception error);
}
