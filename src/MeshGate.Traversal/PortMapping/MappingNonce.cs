using System.Buffers.Binary;

namespace MeshGate.Traversal.PortMapping;

/// <summary>
/// The 96 bits that prove to a PCP server whose mapping it is (RFC 6887, section 11.1). Drawn once from a cryptographic random
/// source and kept: a mapping can be renewed and deleted with its own nonce alone.
/// </summary>
public readonly record struct MappingNonce
{
    /// <summary>The length in bytes.</summary>
    public const int Length = 12;

    private readonly ulong _high;
    private readonly uint _low;

    private MappingNonce(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
    }

    /// <summary>Takes exactly 12 bytes.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public static MappingNonce FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new MappingNonce(bytes)
        : throw new ArgumentException($"A mapping nonce has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Writes the 12 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Length, nameof(destination));
        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], _low);
    }

    /// <summary>"(mapping nonce)": who knows it may delete the mapping.</summary>
    public override string ToString() => "(mapping nonce)";
}
