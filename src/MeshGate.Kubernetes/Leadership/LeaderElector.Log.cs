using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Leadership;

internal static partial class LeaderLog
{
    [LoggerMessage(1201, LogLevel.Information, "{Identity} leads, by lease {Lease}")]
    public static partial void Leading(ILogger logger, string identity, string lease);

    [LoggerMessage(1202, LogLevel.Warning, "{Identity} leads no longer: lease {Lease} was not renewed in time")]
    public static partial void Lost(ILogger logger, string identity, string lease);

    [LoggerMessage(1203, LogLevel.Information, "Lease {Lease} is held by {Holder}")]
    public static partial void HeldBy(ILogger logger, string lease, string holder);

    [LoggerMessage(1204, LogLevel.Warning, "Lease {Lease} could not be read or renewed: {Reason}")]
    public static partial void AttemptFailed(ILogger logger, string lease, string reason);
}
