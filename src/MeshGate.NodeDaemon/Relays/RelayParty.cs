using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>A node that relay messages are exchanged with.</summary>
/// <param name="Name">Its MeshNode.</param>
/// <param name="Keys">What both prove them with.</param>
/// <param name="Segment">Its segment; null where that is not known.</param>
public sealed record RelayParty(string Name, RelayKeys Keys, string? Segment);
