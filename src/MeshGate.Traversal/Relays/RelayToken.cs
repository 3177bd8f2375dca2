using System.Buffers.Binary;

namespace MeshGate.Traversal.Relays;

/// <summary>16 bytes that mean something to the end that made them alone.</summary>
public readonly record struct RelayToken
{
    /// <summary>The length in bytes.</summary>
    public const int Length = 16;

    private readonly ulong _high;
    private readonly ulong _low;

    private RelayToken(ulong high, ulong low) => (_high, _low) = (high, low);

    /// <summary>Whether there is none.</summary>
    public bool IsNone => (_high | _low) == 0;

    /// <summary>Takes exactly 16 bytes.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public static RelayToken FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new RelayToken(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]))
        : throw new ArgumentException($"A token has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Writes the 16 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _low);
    }

    /// <summary>"(relay token)".</summary>
    public override string ToString() => "(relay token)";
}
