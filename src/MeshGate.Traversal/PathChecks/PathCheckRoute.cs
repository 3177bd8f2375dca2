using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.PathChecks;

/// <summary>What a check request says of itself before anything is proven: enough to find the peer's keys.</summary>
/// <param name="To">Whom it is meant for; drop the request when that is not this node.</param>
/// <param name="From">Who claims to have sent it.</param>
/// <param name="Session">The claimed sender's session.</param>
/// <param name="Transaction">The transaction, for the response.</param>
public readonly record struct PathCheckRoute(PeerTag To, PeerTag From, SessionId Session, TransactionId Transaction);
