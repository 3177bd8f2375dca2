using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>What the agent holds about one peer's way through TURN servers. Belongs to the agent's loop alone.</summary>
public sealed class TurnUse
{
    /// <summary>The most ways that are checked.</summary>
    public const int MaxWays = 4;

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

    /// <summary>
    /// The ways to check: this end's by the loopback addresses that stand for them, the peer's as it told them. Where there are more than are
    /// checked, the one in use stays, then those that answered, then what the peer told last, since it has started anew, then those that are being checked.
    /// </summary>
    /// <param name="checks">What checks say so far.</param>
    /// <param name="isAnnouncedReached">Whether UDP to the peer's ways gets out of here.</param>
    public ImmutableArray<IPEndPoint> Ways(CheckListState checks, bool isAnnouncedReached)
    {
        ArgumentNullException.ThrowIfNull(checks);
        return
        [
            .. (Path?.Remotes ?? []).Select(remote => remote.Loopback)
                .Concat(isAnnouncedReached ? Announced : [])
                .OrderBy(way => way.Equals(checks.Selected) ? 0 : checks.Find(way) is { AnsweredAt: not null } ? 1 : Told.Contains(way) ? 2 : Offered.Contains(way) ? 3 : 4)
                .Take(MaxWays),
        ];
    }

    /// <summary>Whether the peer says that no UDP passes where it is.</summary>
    public bool PeerHasNoUdp { get; set; }

    /// <summary>Whether this node is to hold an allocation for the peer.</summary>
    public bool IsWanted { get; set; }
}
