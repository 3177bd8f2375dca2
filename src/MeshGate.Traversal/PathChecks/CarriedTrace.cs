using System.Buffers.Binary;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// A trace context in a check: 16 bytes of trace, 8 of span, 1 of flags, all but the flags in network order. Who does not trace leaves it out and
/// need not understand it.
/// </summary>
internal static class CarriedTrace
{
    private const int ValueLength = 25;

    /// <summary>What it takes of a message, in bytes.</summary>
    public const int Length = StunConstants.AttributeHeaderLength + ((ValueLength + 3) & ~3);

    public static void Write(ref StunMessageBuilder builder, in TraceContext trace)
    {
        Span<byte> value = builder.Add(StunAttributeType.Trace, ValueLength);
        BinaryPrimitives.WriteUInt128BigEndian(value, trace.TraceId);
        BinaryPrimitives.WriteUInt64BigEndian(value[16..], trace.SpanId);
        value[24] = trace.Flags;
    }

    /// <summary>The context; null where there is none that can be used.</summary>
    public static TraceContext? Read(in StunMessage message)
    {
        if (!message.TryGet(StunAttributeType.Trace, out ReadOnlySpan<byte> value) || value.Length != ValueLength)
        {
            return null;
        }

        var trace = new TraceContext(BinaryPrimitives.ReadUInt128BigEndian(value), BinaryPrimitives.ReadUInt64BigEndian(value[16..]), value[24]);
        return trace.TraceId == UInt128.Zero || trace.SpanId == 0 ? null : trace;
    }
}
