using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>One peer as the device has it.</summary>
/// <param name="PublicKey">The peer's identity.</param>
/// <param name="Endpoint">Where the device sends now.</param>
/// <param name="AllowedIPs">The inner addresses that belong to the peer.</param>
/// <param name="LatestHandshake">When a handshake was last completed, by this machine's clock; null if never.</param>
/// <param name="ReceivedBytes">Bytes received, ever.</param>
/// <param name="SentBytes">Bytes sent, ever.</param>
/// <param name="PersistentKeepalive">Seconds, 0 for none.</param>
public sealed record WireGuardPeerState(
    PublicKey PublicKey,
    IPEndPoint? Endpoint,
    ImmutableArray<IPNetwork> AllowedIPs,
    DateTimeOffset? LatestHandshake,
    long ReceivedBytes,
    long SentBytes,
    int PersistentKeepalive);
