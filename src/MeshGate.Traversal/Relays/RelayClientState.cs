using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>Everything that a node knows of the relays it uses. A value: <see cref="RelayClient"/> makes the next one from it.</summary>
public sealed record RelayClientState
{
    /// <summary>The relays, by key.</summary>
    public ImmutableSortedDictionary<PublicKey, RelayContact> Relays { get; init; } = ImmutableSortedDictionary<PublicKey, RelayContact>.Empty;

    /// <summary>The peers to be met at relays, by key.</summary>
    public ImmutableSortedDictionary<PublicKey, RelayWant> Wants { get; init; } = ImmutableSortedDictionary<PublicKey, RelayWant>.Empty;

    /// <summary>The requests in flight.</summary>
    public ImmutableDictionary<TransactionId, RelayRequest> Pending { get; init; } = ImmutableDictionary<TransactionId, RelayRequest>.Empty;

    /// <summary>When something is due next; null if nothing is.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            TimeSpan? due = null;
            foreach (RelayContact relay in Relays.Values)
            {
                due = relay.IsOwn && (due is null || relay.RegisterAt < due) ? relay.RegisterAt : due;
            }

            foreach (RelayWant want in Wants.Values)
            {
                due = due is null || want.NextAt < due ? want.NextAt : due;
            }

            return due;
        }
    }
}
