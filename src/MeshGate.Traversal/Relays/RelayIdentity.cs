using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>Who a relay is, as the operator says.</summary>
/// <param name="Name">Its MeshNode.</param>
/// <param name="PublicKey">Its WireGuard key.</param>
public sealed record RelayIdentity(string Name, PublicKey PublicKey);
