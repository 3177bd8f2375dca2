using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>OTHER-ADDRESS (RFC 5780, section 7.4): the second address and port from which a server can answer.</summary>
public static class OtherAddress
{
    /// <summary>Reads the attribute; false when it is absent or malformed.</summary>
    public static bool TryRead(in StunMessage message, [NotNullWhen(true)] out IPEndPoint? endpoint) =>
        AddressValue.TryRead(message, StunAttributeType.OtherAddress, xor: false, out endpoint) && endpoint is not null;

    /// <summary>Adds the attribute; an IPv4 address mapped into IPv6 is written as IPv4.</summary>
    public static void Write(ref StunMessageBuilder builder, IPEndPoint endpoint) =>
        AddressValue.Write(ref builder, StunAttributeType.OtherAddress, xor: false, endpoint);
}
