using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Traversal.Discovery;

/// <summary>The Binding exchange with a STUN server (RFC 8489, section 3), and what behaviour discovery adds to it (RFC 5780).</summary>
public static class BindingCodec
{
    /// <summary>The length of a request in bytes.</summary>
    public const int RequestLength = StunConstants.HeaderLength + StunConstants.AttributeHeaderLength + 4;

    /// <summary>The most that <see cref="EncodeRequest(Span{byte}, TransactionId, BindingWish)"/> writes, in bytes.</summary>
    public const int MaxRequestLength = RequestLength + (2 * (StunConstants.AttributeHeaderLength + 4));

    private const int MaxReason = 80;

    /// <summary>Writes a request: no attribute but FINGERPRINT, nothing about the sender.</summary>
    /// <returns><see cref="RequestLength"/>.</returns>
    public static int EncodeRequest(Span<byte> buffer, TransactionId transaction) => EncodeRequest(buffer, transaction, BindingWish.None);

    /// <summary>Writes a request that asks for the answer to come from, or go, elsewhere.</summary>
    /// <returns>At most <see cref="MaxRequestLength"/>.</returns>
    public static int EncodeRequest(Span<byte> buffer, TransactionId transaction, BindingWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, transaction);
        if (wish.OtherAddress || wish.OtherPort)
        {
            ChangeRequest.Write(ref builder, wish.OtherAddress, wish.OtherPort);
        }

        if (wish.ResponsePort is { } port)
        {
            ResponsePort.Write(ref builder, port);
        }

        Fingerprint.Write(ref builder);
        return builder.Length;
    }

    /// <summary>Reads a success or an error response; false when the datagram is neither and has to be dropped.</summary>
    public static bool TryReadResponse(ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out BindingResponse? response)
    {
        response = null;
        if (!StunMessageParser.TryParse(datagram, out StunMessage message, out _)
            || (message.Type != StunMessageType.BindingSuccess && message.Type != StunMessageType.BindingError)
            || (message.FingerprintOffset > 0 && !Fingerprint.Verify(message)))
        {
            return false;
        }

        IPEndPoint? mapped = null;
        string? failure = message.Type == StunMessageType.BindingError
            ? DescribeError(message)
            : ReadMapped(message, out mapped);
        _ = OtherAddress.TryRead(message, out IPEndPoint? other);
        response = new BindingResponse(message.TransactionId, mapped, failure) { Other = other };
        return true;
    }

    private static string? ReadMapped(in StunMessage message, out IPEndPoint? mapped)
    {
        mapped = null;
        if (message.UnknownRequiredCount > 0)
        {
            return "its answer has attributes that are not understood";
        }

        return XorMappedAddress.TryRead(message, out mapped) || MappedAddress.TryRead(message, out mapped)
            ? null
            : "its answer names no address";
    }

    private static string DescribeError(in StunMessage message)
    {
        if (!ErrorCode.TryRead(message, out int code, out ReadOnlySpan<byte> reason))
        {
            return "it answered with a malformed error";
        }

        // A stranger wrote the reason and it ends in a status or a log: printable ASCII, and not much of it.
        var text = new StringBuilder();
        foreach (byte b in reason[..Math.Min(reason.Length, MaxReason)])
        {
            text.Append(b is >= 0x20 and < 0x7f ? (char)b : '?');
        }

        return string.Create(CultureInfo.InvariantCulture, $"it answered with error {code} ({text})");
    }
}
