using System.Globalization;
using System.Text;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Traversal.Turn;

/// <summary>Error responses in words (RFC 8489, section 14.8; RFC 8656, section 19).</summary>
internal static class TurnErrors
{
    private const int MaxReason = 80;

    /// <summary>The error's code, 0 when it is malformed.</summary>
    public static int CodeOf(in StunMessage message) => ErrorCode.TryRead(message, out int code, out _) ? code : 0;

    /// <summary>What an error means for the allocation.</summary>
    public static TurnFailure Describe(in StunMessage message)
    {
        (TurnFailureReason reason, string words) = CodeOf(message) switch
        {
            300 => (TurnFailureReason.Redirected, "it sends its clients to another server"),
            400 => (TurnFailureReason.Faulty, "it calls the request malformed"),
            401 => (TurnFailureReason.Credentials, "it does not accept this node's credentials"),
            403 => (TurnFailureReason.Forbidden, "it forbids this"),
            420 => (TurnFailureReason.Unsupported, "it does not understand a part of the request"),
            437 => (TurnFailureReason.Mismatch, "it does not know this allocation, or knows another of the same port"),
            438 => (TurnFailureReason.Faulty, "it refuses every nonce that it gave"),
            440 => (TurnFailureReason.Unsupported, "it has no relayed address of the wanted family"),
            441 => (TurnFailureReason.Credentials, "the allocation belongs to other credentials"),
            442 => (TurnFailureReason.Unsupported, "it does not relay UDP"),
            443 => (TurnFailureReason.Unsupported, "its relayed address is of another family than the peer's"),
            486 => (TurnFailureReason.Quota, "its quota of allocations for these credentials is used up"),
            508 => (TurnFailureReason.Capacity, "it has no relayed port left"),
            0 => (TurnFailureReason.Faulty, "it answered with a malformed error"),
            >= 500 => (TurnFailureReason.Faulty, "it reports an error of its own"),
            _ => (TurnFailureReason.Faulty, "it refuses"),
        };
        return new TurnFailure(reason, words + Quote(message));
    }

    // A stranger wrote the reason and it ends in a status or a log: printable ASCII, and not much of it.
    private static string Quote(in StunMessage message)
    {
        if (!ErrorCode.TryRead(message, out int code, out ReadOnlySpan<byte> reason))
        {
            return string.Empty;
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $" ({code}");
        foreach (byte b in reason[..Math.Min(reason.Length, MaxReason)])
        {
            text.Append(text.Length == 5 ? " " : string.Empty).Append(b is >= 0x20 and < 0x7f ? (char)b : '?');
        }

        return text.Append(')').ToString();
    }
}
