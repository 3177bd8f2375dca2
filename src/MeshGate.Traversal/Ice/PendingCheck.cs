using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Ice;

/// <summary>A check in flight.</summary>
/// <param name="Id">The transaction that an answer must name.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Told">Whether it carried this node's candidates.</param>
public readonly record struct PendingCheck(TransactionId Id, TimeSpan SentAt, bool Told = false);
