using System.Net;

namespace MeshGate.Core.Failover;

/// <summary>A path to a peer.</summary>
/// <param name="Address">Where WireGuard sends to use it.</param>
/// <param name="Tier">0 for direct, 1 for a relay node, 2 for TURN.</param>
public sealed record FailoverPath(IPEndPoint Address, int Tier)
{
    /// <summary>
    /// Whether the peer's daemon itself carries every packet, as it does for a TURN allocation that it holds: without that daemon the path is dead,
    /// whereas WireGuard alone serves any other.
    /// </summary>
    public bool IsServedByPeer { get; init; }

    /// <summary>When a check of it was last answered; null if none was.</summary>
    public TimeSpan? AnsweredAt { get; init; }

    /// <summary>Round-trip time of that check.</summary>
    public TimeSpan? RoundTrip { get; init; }
}
