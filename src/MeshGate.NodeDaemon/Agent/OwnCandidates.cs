using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>Lists the addresses at which this node may be reached.</summary>
public static class OwnCandidates
{
    /// <summary>
    /// Own addresses first, then the port that the router lends, then what a person configured, then what STUN saw; at most eight, of
    /// which own addresses give way.
    /// </summary>
    /// <param name="local">The machine's own addresses.</param>
    /// <param name="port">WireGuard's port.</param>
    /// <param name="configured">What a person says is reached from outside.</param>
    /// <param name="mapped">What the router lends.</param>
    /// <param name="reflexive">What STUN servers saw.</param>
    public static ImmutableArray<RemoteCandidate> List(
        IReadOnlyList<IPAddress> local,
        int port,
        IReadOnlyList<IPEndPoint> configured,
        IReadOnlyList<IPEndPoint> mapped,
        IReadOnlyList<IPEndPoint> reflexive)
    {
        var hosts = local.Select(address => new IPEndPoint(address, port)).ToList();
        var outside = mapped.Concat(configured).Concat(reflexive).Distinct().Except(hosts).Take(CheckListTimers.MaxCandidates).ToList();
        return
        [
            .. hosts.Take(CheckListTimers.MaxCandidates - outside.Count).Select(address => new RemoteCandidate(address, RemoteCandidateKind.Host)),
            .. outside.Select(address => new RemoteCandidate(
                address, mapped.Contains(address) ? RemoteCandidateKind.PortMapped : RemoteCandidateKind.ServerReflexive)),
        ];
    }
}
