using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>What a message says of itself before anything is proven: enough to find the keys.</summary>
/// <param name="To">Whom it is meant for.</param>
/// <param name="From">Who claims to have sent it.</param>
/// <param name="Session">The session of the end that sends requests, whichever end sent this.</param>
/// <param name="Class">Request, success (a reply) or indication (a notice).</param>
/// <param name="Transaction">The transaction.</param>
public readonly record struct RelayRoute(PeerTag To, PeerTag From, SessionId Session, StunClass Class, TransactionId Transaction);
