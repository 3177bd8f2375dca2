using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace MeshGate.Traversal.PortMapping.Upnp;

/// <summary>A call of a router's mapping service (WANIPConnection, section 2.4).</summary>
/// <param name="Action">The action's name.</param>
/// <param name="Arguments">Its arguments in order; none of them needs escaping.</param>
public sealed record SoapCall(string Action, ImmutableArray<(string Name, string Value)> Arguments)
{
    /// <summary>Asks for the outside address.</summary>
    public static SoapCall GetExternalAddress { get; } = new("GetExternalIPAddress", []);

    /// <summary>Maps a UDP port, or renews a mapping.</summary>
    /// <param name="externalPort">The outside port.</param>
    /// <param name="client">This machine's address.</param>
    /// <param name="internalPort">The port on this machine.</param>
    /// <param name="leaseSeconds">The lifetime; 0 for no end.</param>
    public static SoapCall AddMapping(int externalPort, IPAddress client, int internalPort, uint leaseSeconds) => new(
        "AddPortMapping",
        [
            ("NewRemoteHost", string.Empty),
            ("NewExternalPort", Text(externalPort)),
            ("NewProtocol", "UDP"),
            ("NewInternalPort", Text(internalPort)),
            ("NewInternalClient", client.ToString()),
            ("NewEnabled", "1"),
            ("NewPortMappingDescription", "MeshGate"),
            ("NewLeaseDuration", Text(leaseSeconds)),
        ]);

    /// <summary>Deletes a mapping of a UDP port.</summary>
    public static SoapCall DeleteMapping(int externalPort) => new(
        "DeletePortMapping", [("NewRemoteHost", string.Empty), ("NewExternalPort", Text(externalPort)), ("NewProtocol", "UDP")]);

    /// <summary>The value of the header SOAPACTION.</summary>
    /// <param name="serviceType">The service's type.</param>
    public string Header(string serviceType) => $"\"{serviceType}#{Action}\"";

    /// <summary>The call's body, UTF-8.</summary>
    /// <param name="serviceType">The service's type, one that is known and thus needs no escaping.</param>
    public byte[] Encode(string serviceType)
    {
        var body = new StringBuilder();
        body.Append("<?xml version=\"1.0\"?>\r\n<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" ")
            .Append("s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body>")
            .Append(CultureInfo.InvariantCulture, $"<u:{Action} xmlns:u=\"{serviceType}\">");
        foreach ((string name, string value) in Arguments)
        {
            body.Append(CultureInfo.InvariantCulture, $"<{name}>{value}</{name}>");
        }

        body.Append(CultureInfo.InvariantCulture, $"</u:{Action}></s:Body></s:Envelope>\r\n");
        return Encoding.UTF8.GetBytes(body.ToString());
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
