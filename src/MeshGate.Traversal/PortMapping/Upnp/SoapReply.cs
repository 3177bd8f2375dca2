using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.PortMapping.Upnp;

/// <summary>What a router answers to a <see cref="SoapCall"/>; hostile.</summary>
/// <param name="ErrorCode">The UPnP error (WANIPConnection, section 2.4); null after a success.</param>
/// <param name="ExternalAddress">The outside address, where it was asked for and is one.</param>
public sealed record SoapReply(int? ErrorCode, IPAddress? ExternalAddress)
{
    /// <summary>This machine may not do that.</summary>
    public const int NotAuthorized = 606;

    /// <summary>There is no such mapping.</summary>
    public const int NoSuchEntry = 714;

    /// <summary>Another machine has that outside port.</summary>
    public const int Conflict = 718;

    /// <summary>The outside port must be the inside one.</summary>
    public const int SamePortRequired = 724;

    /// <summary>The router maps without end or not at all.</summary>
    public const int OnlyPermanentLeases = 725;

    /// <summary>The router maps with a mechanism that conflicts with this mapping.</summary>
    public const int ConflictWithOther = 729;

    /// <summary>Reads a reply; null where it is none. A fault without a code is error 501 (action failed).</summary>
    /// <param name="document">The body.</param>
    /// <param name="isFault">Whether HTTP said that the call failed.</param>
    public static SoapReply? Read(ReadOnlyMemory<byte> document, bool isFault)
    {
        int? error = null;
        IPAddress? address = null;
        bool isWalked = UpnpXml.TryWalk(document, (name, _, text) =>
        {
            if (name == "errorCode" && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int code))
            {
                error ??= code;
            }
            else if (name == "NewExternalIPAddress" && text.Length <= 15
                && IPAddress.TryParse(text, out IPAddress? read)
                && read.AddressFamily == AddressFamily.InterNetwork
                && read.ToString() == text)
            {
                address ??= read;
            }
        });
        return !isWalked ? null : new SoapReply(error ?? (isFault ? 501 : null), address);
    }

    /// <summary>An error, for a person.</summary>
    public static string Describe(int error) => error switch
    {
        401 or 602 => "the router does not know the call",
        402 or 600 or 601 => "the router does not take the call's arguments",
        501 => "the call failed on the router",
        NotAuthorized => "the router does not allow this machine a mapping",
        NoSuchEntry => "the router has no such mapping",
        715 or 716 => "the router does not take wildcards",
        Conflict or ConflictWithOther => "another machine has that outside port",
        SamePortRequired => "the router maps a port only to the same port",
        OnlyPermanentLeases => "the router maps without end only",
        728 => "the router has no mappings left",
        732 => "the router takes no wildcard for the inside port",
        _ => string.Create(CultureInfo.InvariantCulture, $"the router refused with error {error}"),
    };
}
