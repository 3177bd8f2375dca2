using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.PathChecks;

/// <summary>A request that its sender's key has proven. It may still be a replay.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="UseCandidate">Whether the sender nominates the path that the request came by.</param>
public readonly record struct PathCheckRequest(TransactionId Transaction, bool UseCandidate);
