using System.Collections.Immutable;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Turn.Attributes;

namespace MeshGate.Traversal.Turn;

/// <summary>What a server wants requests to be authenticated with (RFC 8489, section 9.2).</summary>
/// <param name="Realm">Sent back as it came.</param>
/// <param name="Nonce">Sent back as it came.</param>
/// <param name="Algorithms">The server's password algorithms; empty when it named none, and then MD5 is used.</param>
public sealed record TurnChallenge(ImmutableArray<byte> Realm, ImmutableArray<byte> Nonce, ImmutableArray<byte> Algorithms)
{
    private const int CookieLength = 9;
    private const int FeaturesLength = 4;

    /// <summary>Reads a 401 or 438; null when it is malformed or bids down (RFC 8489, section 9.2.1).</summary>
    internal static TurnChallenge? Read(in StunMessage message, TurnChallenge? previous)
    {
        if (!MeshGate.Traversal.Stun.Attributes.Nonce.TryRead(message, out ReadOnlySpan<byte> nonce) || nonce.Length is 0 or > TurnConstants.MaxNonce)
        {
            return null;
        }

        // A 438 should name the realm again; where it does not, the one known is meant.
        ImmutableArray<byte> realm = MeshGate.Traversal.Stun.Attributes.Realm.TryRead(message, out ReadOnlySpan<byte> told) ? [.. told] : previous?.Realm ?? [];
        if (realm.Length is 0 or > TurnConstants.MaxRealm)
        {
            return null;
        }

        bool hasList = message.TryGet(StunAttributeType.PasswordAlgorithms, out ReadOnlySpan<byte> list);
        return hasList
            ? list.Length <= TurnConstants.MaxPasswordAlgorithms && PasswordAlgorithms.Choose(list) != 0
                ? new TurnChallenge(realm, [.. nonce], [.. list])
                : null
            : HasAlgorithmsBit(nonce) ? null : new TurnChallenge(realm, [.. nonce], []);
    }

    /// <summary>Whether a challenge asks for the same with another nonce.</summary>
    internal bool IsRenewedBy(TurnChallenge other) => Realm.AsSpan().SequenceEqual(other.Realm.AsSpan()) && !Nonce.AsSpan().SequenceEqual(other.Nonce.AsSpan());

    /// <summary>The algorithm that the key is made with.</summary>
    internal ushort Algorithm => Algorithms.IsEmpty ? PasswordAlgorithms.Md5 : PasswordAlgorithms.Choose(Algorithms.AsSpan());

    // A nonce that begins with the cookie holds 24 bits of features; the last one says that algorithms are offered.
    private static bool HasAlgorithmsBit(ReadOnlySpan<byte> nonce)
    {
        Span<byte> bits = stackalloc byte[3];
        return nonce.StartsWith("obMatJos2"u8) && nonce.Length >= CookieLength + FeaturesLength
            && System.Buffers.Text.Base64.DecodeFromUtf8(nonce.Slice(CookieLength, FeaturesLength), bits, out _, out int written) == System.Buffers.OperationStatus.Done
            && written == 3 && (bits[2] & 1) != 0;
    }
}
