using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>Where a relay may be reached.</summary>
public static class RelayPlaces
{
    /// <summary>The addresses that a relay's MeshNode tells, best first, after the one by which this node speaks to it directly.</summary>
    /// <param name="name">The relay's name.</param>
    /// <param name="node">Its MeshNode.</param>
    /// <param name="peers">This node's peers.</param>
    /// <param name="checker">What knows which addresses lie outside the mesh.</param>
    public static ImmutableArray<IPEndPoint> Of(string name, MeshNode node, PeerTable peers, PathChecker checker)
    {
        var told = CandidateText.Read(node.Status?.Agent?.Candidates).Where(candidate => checker.IsOutside(candidate.Address));
        var proven = peers.TryGet(name, out var session) && !session.IsRelayed && session.Checks.Phase == CheckListPhase.Connected ? session.Endpoint : null;
        return
        [
            .. (proven is null ? Enumerable.Empty<IPEndPoint>() : [proven])
                .Concat(told.OrderByDescending(candidate => candidate.Kind).Select(candidate => candidate.Address)).Distinct(),
        ];
    }
}
