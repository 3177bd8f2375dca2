using System.Net;
using MeshGate.Core.Failover;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Failover;

internal static partial class FailoverRunnerLog
{
    [LoggerMessage(EventId = 390, Level = LogLevel.Warning, Message = "{Peer}: path {From} failed ({Cause}); the session moves to {To}")]
    public static partial void Leaving(this ILogger logger, string peer, IPEndPoint from, FailoverCause cause, IPEndPoint to);

    [LoggerMessage(EventId = 391, Level = LogLevel.Information, Message = "{Peer}: {To} carries the session, {Milliseconds:0} ms after {From} last did ({Cause})")]
    public static partial void Moved(this ILogger logger, string peer, IPEndPoint from, IPEndPoint to, FailoverCause cause, double milliseconds);

    [LoggerMessage(EventId = 392, Level = LogLevel.Warning, Message = "{Peer}: no path carries the session ({Cause})")]
    public static partial void GaveUp(this ILogger logger, string peer, FailoverCause cause);

    [LoggerMessage(EventId = 393, Level = LogLevel.Information, Message = "{Peer}: path {Path} answers again, and may be used")]
    public static partial void Released(this ILogger logger, string peer, IPEndPoint path);

    [LoggerMessage(EventId = 394, Level = LogLevel.Warning, Message = "Every peer is silent at once, and nothing else answers: this machine is the suspect, and no session is moved")]
    public static partial void SelfSuspect(this ILogger logger);
}
