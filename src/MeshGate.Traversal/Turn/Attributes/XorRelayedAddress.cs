using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Traversal.Turn.Attributes;

/// <summary>XOR-RELAYED-ADDRESS (RFC 8656, section 18.5): what the server allocated; twice where both families were asked for.</summary>
public static class XorRelayedAddress
{
    /// <summary>Reads the first two; empty when there is none, or one that is malformed.</summary>
    public static ImmutableArray<IPEndPoint> Read(in StunMessage message)
    {
        ImmutableArray<IPEndPoint> found = [];
        foreach (StunAttribute attribute in message)
        {
            if (attribute.Type != StunAttributeType.XorRelayedAddress)
            {
                continue;
            }

            if (!AddressValue.TryDecode(message, attribute.Value, xor: true, out IPEndPoint? endpoint) || endpoint is null)
            {
                return [];
            }

            found = found.Add(endpoint);
            if (found.Length == 2)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Adds one attribute.</summary>
    public static void Write(ref StunMessageBuilder builder, IPEndPoint endpoint) =>
        AddressValue.Write(ref builder, StunAttributeType.XorRelayedAddress, xor: true, endpoint);
}
