using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Storage;

/// <summary>What the daemon keeps so that it can come back without the API.</summary>
public sealed record SavedState
{
    /// <summary>The file's name in the daemon's directory.</summary>
    public const string FileName = "state.json";

    /// <summary>The daemon's own MeshNode as last seen: orders and addresses.</summary>
    public MeshNode? Node { get; init; }

    /// <summary>The peers' candidates as last read, ordered by name.</summary>
    public IReadOnlyList<SavedPeer> Peers { get; init; } = [];
}
