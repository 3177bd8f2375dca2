using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Core.Addressing;

/// <summary>A host and a UDP port as people write them: <c>vpn.example.org:51820</c>, <c>192.0.2.1:51820</c>, <c>[2001:db8::1]:51820</c>.</summary>
public sealed record HostEndpoint
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    private HostEndpoint(string host, int port)
    {
        Host = host;
        Port = port;
    }

    /// <summary>A DNS name (RFC 1123, section 2.1) or an IP address, without brackets.</summary>
    public string Host { get; }

    /// <summary>1 to 65535.</summary>
    public int Port { get; }

    /// <summary>Reads an endpoint; false for anything that is not exactly one host and one port.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HostEndpoint? endpoint)
    {
        endpoint = null;
        int colon = text?.LastIndexOf(':') ?? -1;
        if (text is null || colon <= 0 || text.Length > LongestName + 6 || !TryParsePort(text.AsSpan(colon + 1), out int port))
        {
            return false;
        }

        string host = text[..colon];
        if (host[0] == '[')
        {
            if (host[^1] != ']' || !MeshAddress.TryParse(host[1..^1], out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            {
                return false;
            }

            endpoint = new HostEndpoint(address.ToString(), port);
            return true;
        }

        if (!IsHostName(host))
        {
            return false;
        }

        endpoint = new HostEndpoint(host, port);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535 && text[0] != '0';

    private static bool IsHostName(string host)
    {
        if (host.Length > LongestName)
        {
            return false;
        }

        string[] labels = host.Split('.');
        if (!labels.All(IsLabel))
        {
            return false;
        }

        // A name never ends in a number (RFC 3696, section 2): what does is an IPv4 address, or a mistake in one.
        return !labels[^1].All(char.IsAsciiDigit) || MeshAddress.TryParse(host, out _);
    }

    private static bool IsLabel(string label)
        => label.Length is >= 1 and <= LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
