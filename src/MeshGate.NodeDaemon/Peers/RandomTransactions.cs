using System.Security.Cryptography;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>Transaction ids that nobody can guess (RFC 8489, section 5: 96 random bits).</summary>
internal static class RandomTransactions
{
    public static TransactionId Next()
    {
        Span<byte> bytes = stackalloc byte[TransactionId.Length];
        RandomNumberGenerator.Fill(bytes);
        return TransactionId.FromBytes(bytes);
    }

    /// <summary>Something that only its receiver can repeat.</summary>
    public static RelayToken NextToken()
    {
        Span<byte> bytes = stackalloc byte[RelayToken.Length];
        RandomNumberGenerator.Fill(bytes);
        return RelayToken.FromBytes(bytes);
    }

    /// <summary>What a relay draws its tokens from.</summary>
    public static RelaySecret NextSecret()
    {
        Span<byte> bytes = stackalloc byte[RelaySecret.Length];
        RandomNumberGenerator.Fill(bytes);
        return new RelaySecret(bytes);
    }

    /// <summary>A session of its own for each start of the daemon.</summary>
    public static SessionId NextSession()
    {
        Span<byte> bytes = stackalloc byte[SessionId.Length];
        RandomNumberGenerator.Fill(bytes);
        return SessionId.FromBytes(bytes);
    }
}
