using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace MeshGate.Traversal.PortMapping.Upnp;

/// <summary>
/// Lets through the URLs that point at the router itself, by its address: what answers a search must not make this machine call
/// others.
/// </summary>
public static class GatewayUrl
{
    /// <summary>Reads an absolute URL, or one relative to <paramref name="basis"/>.</summary>
    /// <param name="text">The URL as the router wrote it.</param>
    /// <param name="basis">What it is relative to; null where it must be absolute.</param>
    /// <param name="gateway">The router.</param>
    /// <param name="url">An http URL at the router's own address.</param>
    public static bool TryRead(string? text, Uri? basis, IPAddress gateway, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        if (text is null or { Length: 0 or > UpnpLimits.MaxUrl } || text.AsSpan().ContainsAnyInRange('\0', ' '))
        {
            return false;
        }

        // A leading slash is a path, not a file of this machine.
        bool isRead = basis is null || text.Contains("://", StringComparison.Ordinal)
            ? Uri.TryCreate(text, UriKind.Absolute, out Uri? read)
            : Uri.TryCreate(basis, text, out read);
        if (!isRead
            || read!.Scheme != Uri.UriSchemeHttp
            || read.UserInfo.Length != 0
            || read.HostNameType != UriHostNameType.IPv4
            || !IPAddress.TryParse(read.Host, out IPAddress? host)
            || !host.Equals(gateway)
            || read.Port is < 1 or > 65535)
        {
            return false;
        }

        url = read;
        return true;
    }
}
