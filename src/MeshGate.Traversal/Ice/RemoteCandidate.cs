using System.Net;

namespace MeshGate.Traversal.Ice;

/// <summary>An address at which a peer may be reached.</summary>
/// <param name="Address">IP address and UDP port.</param>
/// <param name="Kind">How it was learned.</param>
public sealed record RemoteCandidate(IPEndPoint Address, RemoteCandidateKind Kind)
{
    /// <summary>The MeshNode that relays; null where there is none, or only the address is known.</summary>
    public string? Relay { get; init; }

    /// <summary>Whether what lends it is about to go: any other is better.</summary>
    public bool IsLeaving { get; init; }
}
