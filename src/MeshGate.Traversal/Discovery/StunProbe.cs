using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Discovery;

/// <summary>One server in one discovery.</summary>
public sealed record StunProbe
{
    /// <summary>The server.</summary>
    public required StunServer Server { get; init; }

    /// <summary>The transaction.</summary>
    public required TransactionId Transaction { get; init; }

    /// <summary>What became of it so far.</summary>
    public StunProbeOutcome Outcome { get; init; }

    /// <summary>The address that the server saw, when it answered.</summary>
    public IPEndPoint? Mapped { get; init; }

    /// <summary>From the start to the answer; with repeats, an upper bound of the round-trip time.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>What went wrong, for a person.</summary>
    public string? Failure { get; init; }
}
