using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace MeshGate.Traversal.PortMapping.Upnp;

/// <summary>Finds the mapping service in a router's description of itself (UPnP Device Architecture, section 2.3), which is hostile.</summary>
public static class IgdDescription
{
    private static readonly ImmutableArray<string> Types =
    [
        "urn:schemas-upnp-org:service:WANIPConnection:2",
        "urn:schemas-upnp-org:service:WANIPConnection:1",
        "urn:schemas-upnp-org:service:WANPPPConnection:1",
    ];

    /// <summary>Reads a description; the best of the services counts, and of equals the first.</summary>
    /// <param name="document">The description.</param>
    /// <param name="location">Where it was read.</param>
    /// <param name="gateway">The router.</param>
    /// <param name="service">The service.</param>
    public static bool TryRead(ReadOnlyMemory<byte> document, Uri location, IPAddress gateway, [NotNullWhen(true)] out IgdService? service)
    {
        string? urlBase = null;
        string? type = null;
        string? control = null;
        var found = new List<(string Type, string Control)>();
        bool isRead = UpnpXml.TryWalk(
            document,
            (name, depth, text) =>
            {
                urlBase = name == "URLBase" && depth == 1 ? text : urlBase;
                type = name == "serviceType" ? text : type;
                control = name == "controlURL" ? text : control;
            },
            (name, _) =>
            {
                if (name != "service")
                {
                    return;
                }

                if (type is not null && control is not null && Types.Contains(type))
                {
                    found.Add((type, control));
                }

                (type, control) = (null, null);
            });
        service = null;
        if (!isRead)
        {
            return false;
        }

        Uri basis = GatewayUrl.TryRead(urlBase, null, gateway, out Uri? given) ? given : location;
        foreach ((string Type, string Control) candidate in found.OrderBy(s => Types.IndexOf(s.Type)))
        {
            if (GatewayUrl.TryRead(candidate.Control, basis, gateway, out Uri? url))
            {
                service = new IgdService(candidate.Type, url);
                return true;
            }
        }

        return false;
    }
}
