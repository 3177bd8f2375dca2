using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>The second of two relays in a row, for the end that asks the first.</summary>
/// <param name="Next">The WireGuard key of the relay that the other end asks.</param>
/// <param name="Path">The name of the path that takes both.</param>
public sealed record RelayChain(PublicKey Next, string Path);
