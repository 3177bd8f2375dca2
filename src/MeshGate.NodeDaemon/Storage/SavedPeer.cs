using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Storage;

/// <summary>A peer's last known addresses.</summary>
public sealed record SavedPeer
{
    /// <summary>The peer's MeshNode.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The public key they belonged to; another key makes them worthless.</summary>
    public string PublicKey { get; init; } = string.Empty;

    /// <summary>Of a guest, which no orders name: its mesh addresses; null for others.</summary>
    public IReadOnlyList<string>? Addresses { get; init; }

    /// <summary>Of a guest: its segment.</summary>
    public string? Segment { get; init; }

    /// <summary>Its candidates.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];
}
