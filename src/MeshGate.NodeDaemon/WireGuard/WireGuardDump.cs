using System.Globalization;
using System.Net;
using MeshGate.Core.Identity;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>Reads what <c>wg show IF dump</c> prints (wg(8)). The private key in it is skipped unread.</summary>
public static class WireGuardDump
{
    /// <exception cref="FormatException">The text is not a dump.</exception>
    public static WireGuardState Parse(string dump)
    {
        try
        {
            return ParseLines(dump);
        }
        catch (Exception error) when (error is OverflowException or ArgumentOutOfRangeException)
        {
            throw new FormatException("'wg show dump' printed a number out of range", error);
        }
    }

    private static WireGuardState ParseLines(string dump)
    {
        var lines = dump.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || lines[0].Split('\t') is not [_, var key, var port, var mark])
        {
            throw new FormatException("'wg show dump' did not print an interface line");
        }

        return new WireGuardState(
            PublicKey.TryParse(key, out var publicKey) ? publicKey : null,
            int.Parse(port, CultureInfo.InvariantCulture),
            ParseMark(mark),
            [.. lines.Skip(1).Select(ParsePeer)]);
    }

    private static uint ParseMark(string text)
        => text == "off" ? 0 : uint.Parse(text.AsSpan(text.StartsWith("0x", StringComparison.Ordinal) ? 2 : 0), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static WireGuardPeerState ParsePeer(string line)
    {
        if (line.Split('\t') is not [var key, _, var endpoint, var allowed, var handshake, var received, var sent, var keepalive]
            || !PublicKey.TryParse(key, out var publicKey))
        {
            throw new FormatException("'wg show dump' printed a peer line that cannot be read");
        }

        var seconds = long.Parse(handshake, CultureInfo.InvariantCulture);
        return new WireGuardPeerState(
            publicKey,
            IPEndPoint.TryParse(endpoint, out var parsed) ? parsed : null,
            allowed == "(none)" ? [] : [.. allowed.Split(',').Select(IPNetwork.Parse)],
            seconds == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(seconds),
            long.Parse(received, CultureInfo.InvariantCulture),
            long.Parse(sent, CultureInfo.InvariantCulture),
            keepalive == "off" ? 0 : int.Parse(keepalive, CultureInfo.InvariantCulture));
    }
}
