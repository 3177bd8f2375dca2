using System.Net;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Relays;

/// <summary>What a relay knows of a node whose address it has proven.</summary>
public sealed record RelayNode
{
    /// <summary>The node's session.</summary>
    public required SessionId Session { get; init; }

    /// <summary>The numbers of its requests.</summary>
    public required SequenceWindow Window { get; init; }

    /// <summary>Where it receives, proven.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>When it is forgotten unless it is heard of.</summary>
    public required TimeSpan ExpiresAt { get; init; }

    /// <summary>The number of the latest notice to it.</summary>
    public ulong Notices { get; init; }
}
