using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Core.Addressing;

/// <summary>Reads IP addresses strictly, so that one address has one meaning whoever reads it.</summary>
public static class MeshAddress
{
    private const int LongestText = 45;

    /// <summary>
    /// Reads a dotted-quad IPv4 address or an IPv6 address (RFC 4291, section 2.2). Refuses what the platform's own parser takes
    /// besides: shortened, octal or hexadecimal IPv4, brackets, zone identifiers, and IPv4-mapped IPv6.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (text is null || text.Length is 0 or > LongestText || text.AsSpan().ContainsAny("[]%/ "))
        {
            return false;
        }

        if (!IPAddress.TryParse(text, out IPAddress? parsed) || parsed.IsIPv4MappedToIPv6)
        {
            return false;
        }

        if (parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() != text)
        {
            return false;
        }

        address = parsed;
        return true;
    }
}
