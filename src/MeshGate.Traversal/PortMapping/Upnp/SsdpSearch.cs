using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;

namespace MeshGate.Traversal.PortMapping.Upnp;

/// <summary>
/// Searches for the router's UPnP (UPnP Device Architecture, section 1.3). Replies are hostile: bounded work and no exception.
/// </summary>
public static class SsdpSearch
{
    /// <summary>The port of SSDP.</summary>
    public const int Port = 1900;

    private const int MaxHeaders = 64;

    /// <summary>Where searches are sent.</summary>
    public static IPAddress Group { get; } = new([239, 255, 255, 250]);

    /// <summary>What is searched for. Devices of version 2 answer for version 1 as well, or should.</summary>
    public static ImmutableArray<string> Targets { get; } =
    [
        "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
        "urn:schemas-upnp-org:device:InternetGatewayDevice:2",
    ];

    /// <summary>Writes a search.</summary>
    /// <param name="target">One of <see cref="Targets"/>.</param>
    public static byte[] Encode(string target) => Encoding.ASCII.GetBytes(
        $"M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: {target}\r\n\r\n");

    /// <summary>Reads where the router describes itself.</summary>
    /// <param name="datagram">The reply.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="gateway">The router.</param>
    /// <param name="location">A URL at the router's own address.</param>
    /// <returns>Whether the reply is the router's, and names such a URL.</returns>
    public static bool TryReadReply(
        ReadOnlySpan<byte> datagram, IPAddress from, IPAddress gateway, [NotNullWhen(true)] out Uri? location)
    {
        location = null;
        if (datagram.Length > UpnpLimits.MaxReply || !from.Equals(gateway) || !Ascii.IsValid(datagram))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = datagram;
        if (!ReadLine(ref rest).StartsWith("HTTP/1.1 200"u8))
        {
            return false;
        }

        for (int i = 0; i < MaxHeaders && rest.Length > 0; i++)
        {
            ReadOnlySpan<byte> line = ReadLine(ref rest);
            int colon = line.IndexOf((byte)':');
            if (colon > 0 && Ascii.EqualsIgnoreCase(line[..colon], "LOCATION"u8))
            {
                return GatewayUrl.TryRead(Encoding.ASCII.GetString(line[(colon + 1)..]).Trim(' ', '\t'), null, gateway, out location);
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> ReadLine(ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
