using System.Net.Sockets;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Turn.Attributes;

/// <summary>
/// REQUESTED-ADDRESS-FAMILY (RFC 8656, section 18.6) and ADDITIONAL-ADDRESS-FAMILY (section 18.11): of which family the relayed address
/// is to be, and of which a second one.
/// </summary>
public static class AddressFamilyValue
{
    private const byte Ipv4 = 1;
    private const byte Ipv6 = 2;

    /// <summary>Reads one of the two; false when it is absent or malformed.</summary>
    public static bool TryRead(in StunMessage message, StunAttributeType type, out AddressFamily family)
    {
        bool found = message.TryGet(type, out ReadOnlySpan<byte> value) && value.Length == 4 && value[0] is Ipv4 or Ipv6;
        family = !found ? AddressFamily.Unspecified : value[0] == Ipv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return found;
    }

    /// <summary>Adds one of the two.</summary>
    public static void Write(ref StunMessageBuilder builder, StunAttributeType type, AddressFamily family) =>
        builder.Add(type, 4)[0] = family == AddressFamily.InterNetworkV6 ? Ipv6 : Ipv4;
}
