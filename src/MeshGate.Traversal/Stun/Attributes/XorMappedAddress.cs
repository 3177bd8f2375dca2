using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>XOR-MAPPED-ADDRESS (RFC 8489, section 14.2): the source address that a server saw, masked so that no NAT on the way rewrites it.</summary>
public static class XorMappedAddress
{
    /// <summary>Reads the attribute; false when it is absent or malformed.</summary>
    public static bool TryRead(in StunMessage message, [NotNullWhen(true)] out IPEndPoint? endpoint) =>
        AddressValue.TryRead(message, StunAttributeType.XorMappedAddress, xor: true, out endpoint) && endpoint is not null;

    /// <summary>Adds the attribute; an IPv4 address mapped into IPv6 is written as IPv4.</summary>
    public static void Write(ref StunMessageBuilder builder, IPEndPoint endpoint) =>
        AddressValue.Write(ref builder, StunAttributeType.XorMappedAddress, xor: true, endpoint);
}
