using System.Diagnostics.CodeAnalysis;
using System.Net;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Turn.Attributes;

namespace MeshGate.Traversal.Turn;

/// <summary>Data to and from a peer that has no channel (yet): the Send and Data indications (RFC 8656, section 11).</summary>
public static class DataIndication
{
    private static readonly StunMessageType SendType = new(StunClass.Indication, StunMethod.Send);
    private static readonly StunMessageType DataType = new(StunClass.Indication, StunMethod.Data);

    /// <summary>The most bytes around the data.</summary>
    public const int MaxOverhead = StunConstants.HeaderLength + 24 + 8;

    /// <summary>Writes a Send indication.</summary>
    /// <returns>Its length; zero when the data is too long for one.</returns>
    public static int Encode(Span<byte> buffer, TransactionId transaction, IPEndPoint peer, ReadOnlySpan<byte> data)
    {
        if (data.Length > StunConstants.MaxMessageLength - MaxOverhead)
        {
            return 0;
        }

        var builder = new StunMessageBuilder(buffer, SendType, transaction);
        XorPeerAddress.Write(ref builder, peer);
        builder.Add(StunAttributeType.Data, data);
        return builder.Length;
    }

    /// <summary>Reads a Data indication; false when the message is something else (RFC 8656, section 11.6: it is dropped).</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, [NotNullWhen(true)] out IPEndPoint? peer, out ReadOnlySpan<byte> data)
    {
        peer = null;
        data = default;
        return StunMessageParser.TryParse(message, out StunMessage parsed, out _)
            && parsed.Type == DataType
            && parsed.UnknownRequiredCount == 0
            && parsed.TryGet(StunAttributeType.Data, out data)
            && XorPeerAddress.TryRead(parsed, out peer);
    }
}
