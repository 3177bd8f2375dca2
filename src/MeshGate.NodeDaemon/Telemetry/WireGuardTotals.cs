using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.WireGuard;

namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>
/// What WireGuard carried in all, from its counters of each peer, which begin anew with the peer or the device. What it carried before this
/// process first looked counts too. Written by the agent's loop alone.
/// </summary>
public sealed class WireGuardTotals
{
    private Dictionary<PublicKey, WireGuardPeerState> _seen = [];
    private long _received;
    private long _sent;
    private long _handshakes;

    /// <summary>Bytes received, never fewer than before.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Bytes sent, never fewer than before.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Handshakes that were seen; two between two looks, which WireGuard does not make unless an end was restarted, count as one.</summary>
    public long Handshakes => Volatile.Read(ref _handshakes);

    /// <summary>Takes the device as read.</summary>
    public void Take(WireGuardState device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var (received, sent, handshakes) = (_received, _sent, _handshakes);
        var seen = new Dictionary<PublicKey, WireGuardPeerState>(device.Peers.Length);
        foreach (var peer in device.Peers)
        {
            var before = _seen.GetValueOrDefault(peer.PublicKey);
            received += Rise(before?.ReceivedBytes, peer.ReceivedBytes);
            sent += Rise(before?.SentBytes, peer.SentBytes);
            handshakes += peer.LatestHandshake is not null && peer.LatestHandshake != before?.LatestHandshake ? 1 : 0;
            seen[peer.PublicKey] = peer;
        }

        _seen = seen;
        Volatile.Write(ref _received, received);
        Volatile.Write(ref _sent, sent);
        Volatile.Write(ref _handshakes, handshakes);
    }

    private static long Rise(long? before, long now) => now >= before ? now - before.Value : now;
}
