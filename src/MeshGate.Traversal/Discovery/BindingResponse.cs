using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Discovery;

/// <summary>What a STUN server's answer says; unauthenticated.</summary>
/// <param name="Transaction">The transaction it answers.</param>
/// <param name="Mapped">The address that it saw; null when it refused or said nothing useful.</param>
/// <param name="Failure">Why there is no address, for a person; null when there is one.</param>
public sealed record BindingResponse(TransactionId Transaction, IPEndPoint? Mapped, string? Failure)
{
    /// <summary>The second address and port from which the server says that it can answer (OTHER-ADDRESS, RFC 5780); null when it names none.</summary>
    public IPEndPoint? Other { get; init; }
}
