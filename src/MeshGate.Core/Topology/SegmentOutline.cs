using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>A segment while it is planned.</summary>
/// <param name="Name">The segment.</param>
/// <param name="Type">The form in force in it.</param>
/// <param name="Peers">Its peers, ordered by name.</param>
/// <param name="Hubs">Its hubs, ordered by name.</param>
/// <param name="Above">In HubSpoke and Tree, for each peer those it is below, the nearest first; elsewhere empty.</param>
internal sealed record SegmentOutline(string Name, TopologyType Type, IReadOnlyList<Peer> Peers, IReadOnlyList<Peer> Hubs, IReadOnlyDictionary<Peer, List<Peer>> Above)
{
    /// <summary>Who they are.</summary>
    public ImmutableArray<PlanMember> Members { get; } = [.. Peers.Select(peer => peer.Member)];

    /// <summary>Evenly spread bits of its name.</summary>
    public ulong Hash { get; } = Rendezvous.Hash(Name);

    /// <summary>Whether each of its peers is told of all others. Those of a larger segment are told of whom they are pinned to.</summary>
    public bool IsListedWhole => Peers.Count <= TopologyPlanner.MaxMembers;
}
