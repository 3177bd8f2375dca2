using System.Net;

namespace MeshGate.Traversal.Ice;

/// <summary>An address at which a peer may be reached.</summary>
/// <param name="Address">IP address and UDP port.</param>
/// <param name="Kind">How it was learned.</param>
public sealed record RemoteCandidate(IPEndPoint Address, RemoteCandidateKind Kind);
