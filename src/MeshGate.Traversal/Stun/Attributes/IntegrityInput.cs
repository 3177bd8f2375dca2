using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>
/// What an integrity attribute is computed over: the message up to the attribute, its header's length set as if the attribute were
/// the last one (RFC 8489, sections 14.5 and 14.6).
/// </summary>
internal static class IntegrityInput
{
    /// <summary>Copies the message up to the attribute at <paramref name="offset"/>, whose value has so many bytes.</summary>
    public static void Copy(ReadOnlySpan<byte> datagram, int offset, int valueLength, Span<byte> destination)
    {
        datagram[..offset].CopyTo(destination);
        int length = offset + StunConstants.AttributeHeaderLength + valueLength - StunConstants.HeaderLength;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)length);
    }
}
