using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<ulong, ImmutableArray<int>> _towards = [];
    private ImmutableArray<string> _abroad;

    /// <summary>Stands for all that was chosen: the same in another outline where that has the same peers, links and duties.</summary>
    public object Choice { get; } = new();

    /// <summary>Whether the choice rests on whom peers were told of, beyond whom they are pinned to.</summary>
    public bool RestsOnMembers { get; init; }

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

    /// <summary>The same choice among the same nodes, of which some were told something else before.</summary>
    /// <param name="peers">The peers, ordered by name.</param>
    public SegmentOutline Among(IReadOnlyList<Peer> peers) => this with
    {
        Peers = peers,
        Hubs = [.. Hubs.Select(hub => peers[hub.Index])],
        Above = Above.ToDictionary(item => peers[item.Key.Index], item => item.Value.ConvertAll(hub => peers[hub.Index])),
        _abroad = default,
    };

    /// <summary>Whether the same would be chosen among other peers.</summary>
    /// <param name="peers">Peers, ordered by name.</param>
    public bool HoldsAmong(IReadOnlyList<Peer> peers) => peers.Count == Peers.Count && !peers.Where((peer, at) => !IsAlike(Peers[at], peer)).Any();

    private bool IsAlike(Peer old, Peer now)
        => ReferenceEquals(old.Entry, now.Entry)
            || (ReferenceEquals(old.Entry.Examined, now.Entry.Examined)
                && old.WasHub == now.WasHub
                && (!RestsOnMembers || ReferenceEquals(old.Before, now.Before))
                && (PinnedOf(old).SequenceEqual(PinnedOf(now)) || PinnedOf(old).Where(IsHere).SequenceEqual(PinnedOf(now).Where(IsHere), StringComparer.Ordinal)));

    private static ImmutableArray<string> PinnedOf(Peer peer) => peer.Before is { } before ? before.Pinned : [];

    private bool IsHere(string name) => Find(name) is not null;

    /// <summary>The positions of the hubs that stand for it towards another segment, best first.</summary>
    public ImmutableArray<int> HubsTowards(SegmentOutline other)
        => _towards.GetOrAdd(other.Hash, hash => [.. HubLinks.For(hash, Hubs, []).Select(best => Hubs.TakeWhile(hub => hub != best).Count())]);

    /// <summary>The peer of a name, or null.</summary>
    public Peer? Find(string name)
    {
        int at = Sorted.Find(Members.AsSpan(), name, static member => member.Name);
        return at < 0 ? null : Peers[at];
    }

    private ImmutableArray<string> FindAbroad()
        => [.. Hubs.SelectMany(hub => PinnedOf(hub)).Where(name => !IsHere(name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
