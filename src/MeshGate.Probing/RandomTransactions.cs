using System.Security.Cryptography;
using MeshGate.Traversal.Stun;

namespace MeshGate.Probing;

/// <summary>Transaction ids that nobody can guess (RFC 8489, section 5: 96 random bits).</summary>
internal static class RandomTransactions
{
    public static TransactionId Next()
    {
        Span<byte> bytes = stackalloc byte[TransactionId.Length];
        RandomNumberGenerator.Fill(bytes);
        return TransactionId.FromBytes(bytes);
    }
}
