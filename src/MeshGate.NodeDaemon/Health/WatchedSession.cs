using System.Net;
using MeshGate.Core.Health;

namespace MeshGate.NodeDaemon.Health;

/// <summary>One watched peer, for the detector's thread.</summary>
internal sealed class WatchedSession(HelloTarget target, HelloSession session)
{
    public HelloTarget Target { get; set; } = target;

    public HelloSession Session => session;

    /// <summary>The peer's address as the socket wants it; null before the first hello.</summary>
    public SocketAddress? Address { get; set; }

    /// <summary>What was last told.</summary>
    public HelloVerdict Told { get; set; }
}
