using System.Collections.Immutable;
using MeshGate.Core.Topology.Links;

namespace MeshGate.Core.Topology;

/// <summary>A segment as it was planned by itself.</summary>
/// <param name="Name">The segment.</param>
/// <param name="Type">The form in force in it.</param>
/// <param name="Peers">Its peers, ordered by name.</param>
/// <param name="Hubs">Its hubs, ordered by name.</param>
/// <param name="Above">In HubSpoke and Tree, for each peer those it is below, the nearest first; elsewhere empty.</param>
/// <param name="Pinned">The links between its peers.</param>
internal sealed record SegmentOutline(string Name, TopologyType Type, IReadOnlyList<Peer> Peers, IReadOnlyList<Peer> Hubs, IReadOnlyDictionary<Peer, List<Peer>> Above, LinkSet Pinned)
{
    private ImmutableArray<string> _abroad;

    /// <summary>Who they are.</summary>
    public ImmutableArray<PlanMember> Members { get; } = [.. Peers.Select(peer => peer.Member)];

    /// <summary>Those of them that may relay.</summary>
    public IReadOnlyList<RelayChoice.Option> Relays { get; } = RelayPlan.Options(Peers);

    /// <summary>Evenly spread bits of its name.</summary>
    public ulong Hash { get; } = Rendezvous.Hash(Name);

    /// <summary>Whether each of its peers is told of all others. Those of a larger segment are told of whom they are pinned to.</summary>
    public bool IsListedWhole => Peers.Count <= TopologyPlanner.MaxMembers;

    /// <summary>What the plan says about it.</summary>
    public SegmentPlan Plan { get; } = new(Name, Type, [.. Hubs.Select(hub => hub.Name)]);

    /// <summary>Names of the nodes elsewhere that its hubs are pinned to in the plan in force, ordered.</summary>
    public ImmutableArray<string> Abroad => _abroad.IsDefault ? _abroad = FindAbroad() : _abroad;

    /// <summary>The peer of a name, or null.</summary>
    public Peer? Find(string name)
    {
        int at = Sorted.Find(Members.AsSpan(), name, static member => member.Name);
        return at < 0 ? null : Peers[at];
    }

    private ImmutableArray<string> FindAbroad()
        => [.. Hubs.SelectMany(hub => hub.Before is { } before ? before.Pinned : []).Where(name => Find(name) is null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
