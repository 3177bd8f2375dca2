using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>What a relay knows of the other relays that it asks. A value: <see cref="RelayLinks"/> makes the next one from it.</summary>
public sealed record RelayLinksState
{
    /// <summary>The pairs that it asks for.</summary>
    public ImmutableDictionary<RelayPairKey, RelayLink> Links { get; init; } = ImmutableDictionary<RelayPairKey, RelayLink>.Empty;

    /// <summary>The addresses that each of those relays may have.</summary>
    public ImmutableDictionary<PublicKey, ImmutableArray<IPEndPoint>> Places { get; init; } = ImmutableDictionary<PublicKey, ImmutableArray<IPEndPoint>>.Empty;

    /// <summary>The requests in flight.</summary>
    public ImmutableDictionary<TransactionId, RelayLinkRequest> Pending { get; init; } = ImmutableDictionary<TransactionId, RelayLinkRequest>.Empty;

    /// <summary>The number of the latest request, to whichever relay.</summary>
    public ulong Sequence { get; init; }

    /// <summary>When something is due next; null if nothing is.</summary>
    public TimeSpan? NextDue => Links.IsEmpty ? null : Links.Values.Min(link => link.NextAt);
}
