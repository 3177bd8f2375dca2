using System.Diagnostics.CodeAnalysis;
using System.Net;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Traversal.Turn.Attributes;

/// <summary>XOR-PEER-ADDRESS (RFC 8656, section 18.3): the peer's address as the server sees it.</summary>
public static class XorPeerAddress
{
    /// <summary>Reads the attribute; false when it is absent or malformed.</summary>
    public static bool TryRead(in StunMessage message, [NotNullWhen(true)] out IPEndPoint? endpoint) =>
        AddressValue.TryRead(message, StunAttributeType.XorPeerAddress, xor: true, out endpoint) && endpoint is not null;

    /// <summary>Adds the attribute; an IPv4 address mapped into IPv6 is written as IPv4.</summary>
    public static void Write(ref StunMessageBuilder builder, IPEndPoint endpoint) =>
        AddressValue.Write(ref builder, StunAttributeType.XorPeerAddress, xor: true, endpoint);
}
