namespace MeshGate.Traversal.PathChecks;

/// <summary>The USERNAME of a check: <c>to:from:session</c>.</summary>
internal static class PathCheckUsername
{
    public const int Length = PeerTag.TextLength + 1 + PeerTag.TextLength + 1 + SessionId.TextLength;

    private const int FromOffset = PeerTag.TextLength + 1;
    private const int SessionOffset = FromOffset + PeerTag.TextLength + 1;

    public static byte[] Create(PeerTag to, PeerTag from, SessionId session)
    {
        var text = new byte[Length];
        to.WriteText(text);
        text[FromOffset - 1] = (byte)':';
        from.WriteText(text.AsSpan(FromOffset));
        text[SessionOffset - 1] = (byte)':';
        session.WriteText(text.AsSpan(SessionOffset));
        return text;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out PeerTag to, out PeerTag from, out SessionId session)
    {
        to = default;
        from = default;
        session = default;
        return text.Length == Length
            && text[FromOffset - 1] == ':'
            && text[SessionOffset - 1] == ':'
            && PeerTag.TryParse(text[..PeerTag.TextLength], out to)
            && PeerTag.TryParse(text.Slice(FromOffset, PeerTag.TextLength), out from)
            && SessionId.TryParse(text[SessionOffset..], out session);
    }
}
