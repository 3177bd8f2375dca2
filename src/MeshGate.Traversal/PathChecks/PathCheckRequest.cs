using System.Collections.Immutable;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.PathChecks;

/// <summary>A request that its sender's key has proven. It may still be a replay.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="UseCandidate">Whether the sender nominates the path that the request came by.</param>
/// <param name="Via">The kind of path that the request took, as its sender has it, where it is lent; null where it is direct.</param>
/// <param name="Candidates">The sender's candidates, at most eight; the default where it tells none. They are the peer's word.</param>
/// <param name="AsksToSleep">Whether the sender asks for the session to sleep: then it looks for no path.</param>
/// <param name="Trace">The trace of the path change that the request is part of, where its sender traces.</param>
/// <param name="ClaimsHandshake">Whether the sender's WireGuard has begun the handshake.</param>
public readonly record struct PathCheckRequest(
    TransactionId Transaction, bool UseCandidate, RemoteCandidateKind? Via, ImmutableArray<RemoteCandidate> Candidates, bool AsksToSleep = false, TraceContext? Trace = null, bool ClaimsHandshake = false);
