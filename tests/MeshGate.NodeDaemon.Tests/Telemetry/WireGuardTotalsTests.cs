using System.Security.Cryptography;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Traversal.Keys;

namespace MeshGate.NodeDaemon.Tests.Telemetry;

public sealed class WireGuardTotalsTests
{
    private readonly WireGuardTotals _totals = new();

    [Fact]
    public void Take_AddsUp_AcrossPeersThatGoAndDevicesThatBeginAnew()
    {
        var (one, other) = (NewKey(), NewKey());
        Take((one, 100, 10, 1), (other, 1000, 0, null));
        Assert.Equal((1100, 10, 1), (_totals.Received, _totals.Sent, _totals.Handshakes));
        Take((one, 150, 30, 1), (other, 1000, 0, 5));
        Assert.Equal((1150, 30, 2), (_totals.Received, _totals.Sent, _totals.Handshakes));

        // One is removed and comes back, the device of the other begins anew.
        Take((other, 7, 8, 6));
        Assert.Equal((1157, 38, 3), (_totals.Received, _totals.Sent, _totals.Handshakes));
        Take((one, 1, 1, 9), (other, 7, 8, 6));
        Assert.Equal((1158, 39, 4), (_totals.Received, _totals.Sent, _totals.Handshakes));
    }

    private static PublicKey NewKey()
    {
        using var key = PrivateKey.Generate(RandomNumberGenerator.GetBytes(32));
        return key.PublicKey;
    }

    private void Take(params (PublicKey Key, long Received, long Sent, int? Handshake)[] peers) => _totals.Take(new WireGuardState(
        null, 51820, 0, [.. peers.Select(peer => new WireGuardPeerState(peer.Key, null, [], peer.Handshake is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null, peer.Received, peer.Sent, 0))]));
}
