using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Turn;

/// <summary>A request that waits for its answer.</summary>
/// <param name="Id">The transaction.</param>
/// <param name="Method">What was asked.</param>
/// <param name="Message">The bytes; a repetition has the same (RFC 8489, section 6.2.1).</param>
/// <param name="IsAuthenticated">Whether it carries integrity, so that its answer has to.</param>
/// <param name="SentAt">When it was first sent.</param>
public sealed record TurnTransaction(TransactionId Id, StunMethod Method, ReadOnlyMemory<byte> Message, bool IsAuthenticated, TimeSpan SentAt)
{
    /// <summary>Whom it is about; null for the allocation as a whole.</summary>
    public IPEndPoint? Peer { get; init; }

    /// <summary>The channel asked for, or 0.</summary>
    public ushort Channel { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Sends { get; init; } = 1;

    /// <summary>How many challenges (401, 438) led to it.</summary>
    public int Challenges { get; init; }
}
