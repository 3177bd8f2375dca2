using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun;

/// <summary>
/// The 96 bits that tie a response to its request (RFC 8489, section 5). A requester draws them from a cryptographic random source,
/// since guessing them is what an attacker off the path has to do.
/// </summary>
public readonly record struct TransactionId
{
    /// <summary>The length in bytes.</summary>
    public const int Length = 12;

    private readonly ulong _high;
    private readonly uint _low;

    private TransactionId(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
    }

    /// <summary>Takes exactly 12 bytes.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public static TransactionId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new TransactionId(bytes)
        : throw new ArgumentException($"A transaction id has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Writes the 12 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Length, nameof(destination));
        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], _low);
    }

    /// <summary>24 hexadecimal digits.</summary>
    public override string ToString() => $"{_high:x16}{_low:x8}";
}
