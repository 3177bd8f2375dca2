using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun;

/// <summary>Walks over attributes in the order of the wire. Its bytes have been checked by the parser.</summary>
public ref struct StunAttributeEnumerator
{
    private ReadOnlySpan<byte> _rest;

    internal StunAttributeEnumerator(ReadOnlySpan<byte> attributes) => _rest = attributes;

    /// <summary>The attribute that the last <see cref="MoveNext"/> reached.</summary>
    public StunAttribute Current { get; private set; }

    /// <summary>Steps to the next attribute; false after the last.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < StunConstants.AttributeHeaderLength)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        Current = new StunAttribute(
            BinaryPrimitives.ReadUInt16BigEndian(_rest), _rest.Slice(StunConstants.AttributeHeaderLength, length));
        _rest = _rest[(StunConstants.AttributeHeaderLength + ((length + 3) & ~3))..];
        return true;
    }
}
