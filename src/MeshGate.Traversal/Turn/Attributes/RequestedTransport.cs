using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Turn.Attributes;

/// <summary>REQUESTED-TRANSPORT (RFC 8656, section 18.8): the protocol between server and peer, an IP protocol number.</summary>
public static class RequestedTransport
{
    /// <summary>UDP's number, the only one that RFC 8656 allows.</summary>
    public const byte Udp = 17;

    /// <summary>Reads the attribute; false when it is absent or of another length than 4 bytes.</summary>
    public static bool TryRead(in StunMessage message, out byte protocol)
    {
        bool found = message.TryGet(StunAttributeType.RequestedTransport, out ReadOnlySpan<byte> value) && value.Length == 4;
        protocol = found ? value[0] : (byte)0;
        return found;
    }

    /// <summary>Adds the attribute, for UDP.</summary>
    public static void Write(ref StunMessageBuilder builder) => builder.Add(StunAttributeType.RequestedTransport, 4)[0] = Udp;
}
