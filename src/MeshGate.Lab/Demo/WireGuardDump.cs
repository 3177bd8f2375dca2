using System.Globalization;
using System.Net;

namespace MeshGate.Lab.Demo;

/// <summary>Reads what <c>wg show IF dump</c> prints (wg(8)) of a WireGuard interface, the kernel's too. Keys are passed over.</summary>
public static class WireGuardDump
{
    private const int PeerFields = 8;

    /// <summary>The peers in a dump; lines that are none are left out.</summary>
    public static IReadOnlyList<WireGuardPeer> Peers(string dump)
    {
        ArgumentNullException.ThrowIfNull(dump);
        return [.. dump.Split('\n').Select(line => line.Split('\t')).Where(fields => fields.Length == PeerFields).Select(Peer)];
    }

    // Public key, preshared key, endpoint, allowed addresses, last handshake, received, sent, keepalive.
    private static WireGuardPeer Peer(string[] fields) => new(
        fields[2] == "(none)" ? null : fields[2],
        [.. fields[3].Split(',').Select(network => IPAddress.TryParse(network.Split('/')[0], out var address) ? address : null).OfType<IPAddress>()],
        long.TryParse(fields[4], CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);
}
