using MeshGate.Core.Health;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Health;

internal static partial class HelloDetectorLog
{
    [LoggerMessage(EventId = 370, Level = LogLevel.Warning, Message = "Hellos cannot be sent through {Interface}: {Problem}; paths are watched by checks alone")]
    public static partial void Deaf(this ILogger logger, string @interface, string problem);

    [LoggerMessage(EventId = 371, Level = LogLevel.Information, Message = "Hellos pass through {Interface}")]
    public static partial void Listening(this ILogger logger, string @interface);

    [LoggerMessage(EventId = 372, Level = LogLevel.Debug, Message = "{Peer}: {Verdict} {Silence:0} ms after the last proof, round trip {RoundTrip:0.0} ms, jitter {Jitter:0.0} ms")]
    public static partial void Judged(this ILogger logger, string peer, HelloVerdict verdict, double silence, double? roundTrip, double jitter);
}
