using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>
/// Leave for a relay to be one of two in a row for one pair of nodes. It forwards between the end that is near and the other relay,
/// each under its own key, and for nobody else: whom the other relay serves, only that one's orders say. Since one of the two is always an
/// end of the session, no row is longer than two, and none is a ring.
/// </summary>
/// <param name="Near">The end that asks this relay.</param>
/// <param name="Far">The end that asks the other relay.</param>
/// <param name="Other">The other relay.</param>
/// <param name="Leads">Whether this relay asks the other one; else it is asked.</param>
public sealed record RelayChainRule(RelayIdentity Near, PublicKey Far, RelayIdentity Other, bool Leads)
{
    /// <summary>The pair that meets here: the near end, and the other relay about the far one.</summary>
    public RelayPairKey Pair => RelayPairKey.Of(Near.PublicKey, Other.PublicKey, Far);
}
