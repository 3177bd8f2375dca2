using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Client;

internal static partial class ClientLog
{
    [LoggerMessage(1001, LogLevel.Debug, "Retry {Attempt} of a call to the API server in {Delay}: {Reason}")]
    public static partial void Retrying(ILogger logger, int attempt, TimeSpan delay, string? reason);
}
