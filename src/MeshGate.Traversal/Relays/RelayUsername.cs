using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Relays;

/// <summary>The USERNAME of a message: <c>relay:to:from:session</c>, which no path check has.</summary>
internal static class RelayUsername
{
    private const int ToOffset = 6;
    private const int FromOffset = ToOffset + PeerTag.TextLength + 1;
    private const int SessionOffset = FromOffset + PeerTag.TextLength + 1;

    public const int Length = SessionOffset + SessionId.TextLength;

    private static ReadOnlySpan<byte> Prefix => "relay:"u8;

    public static byte[] Create(PeerTag to, PeerTag from, SessionId session)
    {
        var text = new byte[Length];
        Prefix.CopyTo(text);
        to.WriteText(text.AsSpan(ToOffset));
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
            && text.StartsWith(Prefix)
            && text[FromOffset - 1] == ':'
            && text[SessionOffset - 1] == ':'
            && PeerTag.TryParse(text.Slice(ToOffset, PeerTag.TextLength), out to)
            && PeerTag.TryParse(text.Slice(FromOffset, PeerTag.TextLength), out from)
            && SessionId.TryParse(text[SessionOffset..], out session);
    }
}
