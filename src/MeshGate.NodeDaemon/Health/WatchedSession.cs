using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Health;

namespace MeshGate.NodeDaemon.Health;

/// <summary>One watched peer, for the detector's thread.</summary>
internal sealed class WatchedSession(HelloTarget target, HelloSession session)
{
    /// <summary>WireGuard's header and tag, and the hello's IP packet padded to 16 bytes.</summary>
    private const int IPv4Bytes = 32 + 64;
    private const int IPv6Bytes = 32 + 80;

    public HelloTarget Target { get; set; } = target;

    public HelloSession Session => session;

    /// <summary>The peer's address as the socket wants it; null before the first hello.</summary>
    public SocketAddress? Address { get; set; }

    /// <summary>What was last told.</summary>
    public HelloVerdict Told { get; set; }

    public long Hellos { get; set; }

    public long Bytes => Hellos * (Target.Address.AddressFamily == AddressFamily.InterNetwork ? IPv4Bytes : IPv6Bytes);
}
