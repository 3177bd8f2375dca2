using System.Security.Cryptography;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// Keys of one session between two nodes, from their X25519 agreement (HKDF-SHA256, RFC 5869): salted by the session, bound to a purpose,
/// to both ends and to a direction, so that nothing made for one verifies as another.
/// </summary>
internal static class SessionKeyDerivation
{
    /// <summary>The length of a key in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>Memory for a key that the collector does not copy about.</summary>
    public static byte[] NewKey() => GC.AllocateUninitializedArray<byte>(KeyLength, pinned: true);

    /// <summary>Fills in the keys, each for a use of its own, numbered from 1.</summary>
    /// <param name="secret">The agreement.</param>
    /// <param name="requester">Whose session it is.</param>
    /// <param name="responder">The other end.</param>
    /// <param name="session">The requester's session.</param>
    /// <param name="purpose">What the keys are for, with a version.</param>
    /// <param name="keys">From <see cref="NewKey"/>.</param>
    public static void Fill(
        ReadOnlySpan<byte> secret, PublicKey requester, PublicKey responder, SessionId session, ReadOnlySpan<byte> purpose, params ReadOnlySpan<byte[]> keys)
    {
        Span<byte> salt = stackalloc byte[SessionId.Length];
        session.CopyTo(salt);
        Span<byte> info = stackalloc byte[purpose.Length + PublicKey.Length + PublicKey.Length + 1];
        purpose.CopyTo(info);
        requester.CopyTo(info[purpose.Length..]);
        responder.CopyTo(info[(purpose.Length + PublicKey.Length)..]);

        Span<byte> extracted = stackalloc byte[SHA256.HashSizeInBytes];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, salt, extracted);
        for (int i = 0; i < keys.Length; i++)
        {
            info[^1] = (byte)(i + 1);
            HKDF.Expand(HashAlgorithmName.SHA256, extracted, keys[i], info);
        }

        CryptographicOperations.ZeroMemory(extracted);
    }
}
