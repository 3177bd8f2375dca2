using System.Collections.Immutable;
using MeshGate.Core.Topology.Segments;
using MeshGate.Core.Topology.Tuning;

namespace MeshGate.Core.Topology;

/// <summary>
/// Every node of a snapshot beside its assignment in the plan in force, ordered by name. It is never changed: of the next snapshot and
/// plan another is made, which shares with this one all that is the same.
/// </summary>
internal sealed class NodeRegister
{
    /// <summary>No nodes.</summary>
    public static readonly NodeRegister Empty = new([], 0, [], [], ImmutableDictionary.Create<string, NodeAssignment>(StringComparer.Ordinal));

    private readonly ImmutableArray<MeshNodeSnapshot> _given;
    private readonly ImmutableArray<NodePlan> _standing;
    private readonly ImmutableDictionary<string, NodeAssignment> _strangers;

    private readonly int _leaving;

    private NodeRegister(NodeEntry[] entries, int leaving, ImmutableArray<MeshNodeSnapshot> given, ImmutableArray<NodePlan> standing, ImmutableDictionary<string, NodeAssignment> strangers)
        => (Entries, _leaving, _given, _standing, _strangers) = (entries, leaving, given, standing, strangers);

    /// <summary>The nodes, ordered by name.</summary>
    public NodeEntry[] Entries { get; }

    /// <summary>Whether somebody has a seat in the plan in force and needs it no more.</summary>
    public bool HaveLeft => _leaving > 0 || _strangers.Values.Any(left => SegmentName.Parse(left.Segment) is not null);

    /// <summary>The position of a node, or where it would be, complemented.</summary>
    public int IndexOf(string name) => Sorted.Find<NodeEntry>(Entries, name, static entry => entry.Name);

    /// <summary>The node of a name, or null.</summary>
    public NodeEntry? Find(string name) => IndexOf(name) is >= 0 and var at ? Entries[at] : null;

    /// <summary>What a snapshot and the plan in force say of nodes that is not what they said before.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="previous">The plan in force, or null.</param>
    /// <param name="loads">How loaded nodes count as.</param>
    /// <param name="isLoadAnother">Whether loads can be others than before.</param>
    public Dictionary<string, NodeDraft> Compare(MeshSnapshot snapshot, MeshPlan? previous, LoadRegister loads, bool isLoadAnother)
    {
        (List<MeshNodeSnapshot> gone, List<MeshNodeSnapshot> come) = ListChanges.Between(_given, snapshot.Nodes, static node => node.Name, ReferenceEquals);
        (List<NodePlan> left, List<NodePlan> told) = ListChanges.Between(_standing, previous?.Nodes ?? [], static node => node.Name, AreSameOrders);
        var drafts = new Dictionary<string, NodeDraft>(come.Count, StringComparer.Ordinal);
        foreach (MeshNodeSnapshot node in gone)
        {
            DraftOf(node.Name).Given = null;
        }

        foreach (MeshNodeSnapshot node in come)
        {
            NodeDraft draft = DraftOf(node.Name);
            draft.Given = draft.Given is null ? node : throw new ArgumentException($"The snapshot has two nodes named {node.Name}.", nameof(snapshot));
        }

        foreach (NodePlan node in left)
        {
            DraftOf(node.Name).Before = null;
        }

        foreach (NodePlan node in told)
        {
            DraftOf(node.Name).Before = node.Assignment;
        }

        foreach (NodeEntry entry in isLoadAnother ? Entries : [])
        {
            if (loads.ClassOf(entry.Given) != entry.LoadClass)
            {
                DraftOf(entry.Name);
            }
        }

        foreach (NodeDraft draft in drafts.Values)
        {
            draft.Examine(snapshot.Network, loads);
        }

        return drafts;

        NodeDraft DraftOf(string name)
        {
            if (!drafts.TryGetValue(name, out NodeDraft? draft))
            {
                NodeEntry? old = Find(name);
                drafts[name] = draft = new NodeDraft(name, old, old is null ? _strangers.GetValueOrDefault(name) : old.Before);
            }

            return draft;
        }
    }

    /// <summary>The register with changes made to it.</summary>
    /// <param name="snapshot">The snapshot that they were found in.</param>
    /// <param name="previous">The plan that they were found in, or null.</param>
    /// <param name="drafts">All that were found.</param>
    /// <param name="changes">Those that are changes, ordered by name.</param>
    public NodeRegister With(MeshSnapshot snapshot, MeshPlan? previous, IReadOnlyDictionary<string, NodeDraft> drafts, List<NodeChange> changes)
    {
        ImmutableDictionary<string, NodeAssignment>.Builder strangers = _strangers.ToBuilder();
        foreach (NodeDraft draft in drafts.Values)
        {
            if (draft is { Given: null, Before: { } before })
            {
                strangers[draft.Name] = before;
            }
            else if (_strangers.Count > 0)
            {
                strangers.Remove(draft.Name);
            }
        }

        return new NodeRegister(
            Sorted.With(Entries, changes.ConvertAll(change => (change.Name, change.New)), static entry => entry.Name),
            _leaving + changes.Sum(change => (change.New is { LeavesSeat: true } ? 1 : 0) - (change.Old is { LeavesSeat: true } ? 1 : 0)),
            snapshot.Nodes,
            previous?.Nodes ?? [],
            strangers.ToImmutable());
    }

    // A plan that is read back has new entries around the assignments that it had before.
    private static bool AreSameOrders(NodePlan one, NodePlan other)
        => ReferenceEquals(one, other) || (ReferenceEquals(one.Assignment, other.Assignment) && one.Name == other.Name);
}
