using System.Collections.Immutable;
using MeshGate.Core.Topology.Segments;
using MeshGate.Core.Topology.Tuning;

namespace MeshGate.Core.Topology;

/// <summary>One segment with what was planned of it by itself, which stays as long as its nodes are the same.</summary>
internal sealed class SegmentWork
{
    private readonly Segment _seats;
    private readonly Peer[] _peers;
    private readonly SegmentOutline? _quiet;
    private readonly SegmentOutline? _tuned;
    private readonly ImmutableArray<HeldWish> _held = [];

    private SegmentWork(string name, Segment seats, SegmentWork? before)
    {
        (Name, _seats) = (name, seats);
        NodeEntry[] nodes = [.. seats.Nodes.OrderBy(node => node.Name, StringComparer.Ordinal)];
        _peers = [.. nodes.Where(node => node.Verdict.IsPeer).Select((node, at) => new Peer(at, node))];
        Others = [.. nodes.Where(node => !node.Verdict.IsPeer)];

        // Orders that arrived, or are others towards other segments, are no reason to choose anew.
        _quiet = before?._quiet?.HoldsAmong(_peers) == true ? before._quiet.Among(_peers) : null;
        if (before?._tuned?.HoldsAmong(_peers) == true)
        {
            (_tuned, _held, Waiting) = (before._tuned.Among(_peers), before._held, before.Waiting);
        }
    }

    private SegmentWork(SegmentWork before, bool isDue, ImmutableArray<HeldWish> held)
    {
        (Name, _seats, _peers, Others) = (before.Name, before._seats, before._peers, before.Others);
        (_quiet, _tuned, _held, Waiting) = (before._quiet, before._tuned, before._held, before.Waiting);
        if (!isDue)
        {
            Outline = _quiet ??= SegmentPlanner.Plan(Name, _peers, new Tuner(isDue: false, []));
        }
        else if (_tuned is null || !held.SequenceEqual(_held))
        {
            var tuner = new Tuner(isDue: true, held);
            Outline = _tuned = SegmentPlanner.Plan(Name, _peers, tuner);
            (_held, Waiting) = (held, tuner.Waiting);
        }
        else
        {
            Outline = _tuned;
        }
    }

    /// <summary>The segment.</summary>
    public string Name { get; }

    /// <summary>Those of its nodes that are nobody's peers for now, ordered by name.</summary>
    public NodeEntry[] Others { get; }

    /// <summary>What was planned of it; null where it has no peers.</summary>
    public SegmentOutline? Outline { get; }

    /// <summary>The changes in it that wait for whether their gain lasts, as of the last plan that weighed measurements.</summary>
    public ImmutableArray<HeldWish> Waiting { get; } = [];

    /// <summary>Its peers, ordered by name.</summary>
    public IReadOnlyList<Peer> Peers => _peers;

    /// <summary>The peers of whom something is another than when the segment was planned before.</summary>
    /// <param name="before">What was planned then, or null.</param>
    public IEnumerable<Peer> PeersChangedSince(SegmentWork? before)
        => ReferenceEquals(_peers, before?._peers) && ReferenceEquals(Outline, before.Outline) ? []
            : Outline is not null && ReferenceEquals(Outline.Choice, before?.Outline?.Choice) ? _peers.Where((peer, at) => !ReferenceEquals(peer.Entry, before._peers[at].Entry))
            : _peers;

    /// <summary>Plans a segment.</summary>
    /// <param name="name">The segment.</param>
    /// <param name="seats">Its nodes.</param>
    /// <param name="before">What was planned of it before, or null.</param>
    /// <param name="isDue">Whether measurements are to be weighed.</param>
    /// <param name="held">The changes that wait in the mesh, ordered.</param>
    /// <returns>What is planned now: the same where that is what was planned before.</returns>
    public static SegmentWork Plan(string name, Segment seats, SegmentWork? before, bool isDue, ImmutableArray<HeldWish> held)
    {
        SegmentWork work = before is not null && ReferenceEquals(before._seats, seats) ? before : new SegmentWork(name, seats, before);
        if (work._peers.Length == 0)
        {
            return work;
        }

        if (!isDue)
        {
            return work._quiet is not null && ReferenceEquals(work.Outline, work._quiet) ? work : new SegmentWork(work, isDue, held);
        }

        ImmutableArray<HeldWish> own = held.IsEmpty ? [] : [.. work._peers.Select(peer => peer.Name).Append(HubTuning.About(name)).Order(StringComparer.Ordinal).Select(about => Find(held, about)).OfType<HeldWish>()];
        return work._tuned is not null && ReferenceEquals(work.Outline, work._tuned) && own.SequenceEqual(work._held) ? work : new SegmentWork(work, isDue, own);
    }

    private static HeldWish? Find(ImmutableArray<HeldWish> held, string about)
    {
        int at = Sorted.Find(held.AsSpan(), about, static wish => wish.About);
        return at < 0 ? null : held[at];
    }
}
