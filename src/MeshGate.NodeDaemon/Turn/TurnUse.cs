using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>What the agent holds about one peer's way through TURN servers. Belongs to the agent's loop alone.</summary>
public sealed class TurnUse
{
    /// <summary>This node's own allocation for the peer; null while there is none.</summary>
    public TurnPath? Path { get; set; }

    /// <summary>Where the peer's MeshNode says that it is reached through a server.</summary>
    public ImmutableArray<IPEndPoint> Reported { get; set; } = [];

    /// <summary>The same as the peer told over a path; what is newer cannot be told, and a check proves either.</summary>
    public ImmutableArray<IPEndPoint> Told { get; set; } = [];

    /// <summary>Where the peer says that it is reached through a server: addresses that it holds for this node alone.</summary>
    public ImmutableArray<IPEndPoint> Announced => [.. Told.Union(Reported)];

    /// <summary>This node's own such addresses, as the peer is told them.</summary>
    public ImmutableArray<RemoteCandidate> Relayed => [.. (Path?.Relayed ?? []).Select(address => new RemoteCandidate(address, RemoteCandidateKind.Turn))];

    /// <summary>The ways through servers that are being checked or in use.</summary>
    public ImmutableArray<IPEndPoint> Offered { get; set; } = [];

    /// <summary>Whether the peer says that no UDP passes where it is.</summary>
    public bool PeerHasNoUdp { get; set; }

    /// <summary>Whether this node is to hold an allocation for the peer.</summary>
    public bool IsWanted { get; set; }
}
