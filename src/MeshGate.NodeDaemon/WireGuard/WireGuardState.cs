using System.Collections.Immutable;
using MeshGate.Core.Identity;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>The device as it is.</summary>
/// <param name="PublicKey">Its identity; null before a key was set.</param>
/// <param name="ListenPort">Its UDP port; 0 before one was set.</param>
/// <param name="FwMark">The mark of its packets; 0 for none.</param>
/// <param name="Peers">Its peers.</param>
public sealed record WireGuardState(PublicKey? PublicKey, int ListenPort, uint FwMark, ImmutableArray<WireGuardPeerState> Peers);
