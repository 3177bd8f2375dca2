using System.Net;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Guests;

internal static partial class GuestLog
{
    [LoggerMessage(EventId = 4201, Level = LogLevel.Information, Message = "{Guest}: a node of segment {Segment} is a guest")]
    public static partial void GuestTaken(this ILogger logger, string guest, string segment);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Information, Message = "{Guest}: no guest any more ({Reason})")]
    public static partial void GuestForgotten(this ILogger logger, string guest, string reason);

    [LoggerMessage(EventId = 4203, Level = LogLevel.Warning, Message = "MeshNode {Node} cannot be a guest: {Problem}")]
    public static partial void GuestRefused(this ILogger logger, string node, string problem);

    [LoggerMessage(EventId = 4204, Level = LogLevel.Warning, Message = "Whose {Address} is could not be asked: {Problem}")]
    public static partial void AddressUnreadable(this ILogger logger, IPAddress address, string problem);

    [LoggerMessage(EventId = 4205, Level = LogLevel.Warning, Message = "Packets to nodes of other segments are not caught: {Problem}")]
    public static partial void NoStrayTrap(this ILogger logger, string problem);

    [LoggerMessage(EventId = 4206, Level = LogLevel.Information, Message = "Packets to nodes of other segments are caught at '{Interface}'")]
    public static partial void StrayTrapOpen(this ILogger logger, string @interface);
}
