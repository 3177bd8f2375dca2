using System.Net;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>One end of a pair.</summary>
/// <param name="Node">Who it is.</param>
public sealed record RelayPairEnd(PublicKey Node)
{
    /// <summary>When it last asked for the other.</summary>
    public TimeSpan? AskedAt { get; init; }

    /// <summary>When it was last told that the other wants it.</summary>
    public TimeSpan? NoticedAt { get; init; }

    /// <summary>When it last showed that it still wants the pair.</summary>
    public TimeSpan FreshAt { get; init; }

    /// <summary>Where it sends to the pair's port from, proven there; null until then.</summary>
    public IPEndPoint? Address { get; init; }
}
