namespace MeshGate.Traversal.Stun;

/// <summary>One attribute of a message: a view into the datagram (RFC 8489, section 14).</summary>
public readonly ref struct StunAttribute
{
    internal StunAttribute(ushort type, ReadOnlySpan<byte> value)
    {
        Type = (StunAttributeType)type;
        Value = value;
    }

    /// <summary>The type; it may be none that the enumeration names.</summary>
    public StunAttributeType Type { get; }

    /// <summary>The value without its padding.</summary>
    public ReadOnlySpan<byte> Value { get; }
}
