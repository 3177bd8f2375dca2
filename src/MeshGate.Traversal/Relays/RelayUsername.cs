using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Relays;

/// <summary>The USERNAME of a message: <c>relay:</c> before what a path check has.</summary>
internal static class RelayUsername
{
    public const int Length = 6 + PathCheckUsername.Length;

    private static ReadOnlySpan<byte> Prefix => "relay:"u8;

    public static byte[] Create(PeerTag to, PeerTag from, SessionId session) => [.. Prefix, .. PathCheckUsername.Create(to, from, session)];

    public static bool TryParse(ReadOnlySpan<byte> text, out PeerTag to, out PeerTag from, out SessionId session)
    {
        bool isRelay = text.StartsWith(Prefix);
        return PathCheckUsername.TryParse(isRelay ? text[Prefix.Length..] : default, out to, out from, out session);
    }
}
