using System.Text.Unicode;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>ERROR-CODE (RFC 8489, section 14.8): a code from 300 to 699 and a reason for a person.</summary>
public static class ErrorCode
{
    /// <summary>Reads the attribute; false when it is absent or malformed.</summary>
    /// <param name="message">The message.</param>
    /// <param name="code">300 to 699.</param>
    /// <param name="reason">UTF-8 that somebody else wrote: display it, never act on it.</param>
    public static bool TryRead(in StunMessage message, out int code, out ReadOnlySpan<byte> reason)
    {
        code = 0;
        reason = default;
        if (!message.TryGet(StunAttributeType.ErrorCode, out ReadOnlySpan<byte> value)
            || value.Length is < 4 or > 4 + TextValue.MaxRead)
        {
            return false;
        }

        int hundreds = value[2] & 7;
        int rest = value[3];
        if (hundreds is < 3 or > 6 || rest > 99 || !Utf8.IsValid(value[4..]))
        {
            return false;
        }

        code = (hundreds * 100) + rest;
        reason = value[4..];
        return true;
    }

    /// <summary>Adds the attribute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The code is not from 300 to 699, or the reason longer than 509 bytes.</exception>
    public static void Write(ref StunMessageBuilder builder, int code, ReadOnlySpan<byte> reason)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 699);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, TextValue.MaxWrite, nameof(reason));
        Span<byte> value = builder.Add(StunAttributeType.ErrorCode, 4 + reason.Length);
        value[2] = (byte)(code / 100);
        value[3] = (byte)(code % 100);
        reason.CopyTo(value[4..]);
    }
}
