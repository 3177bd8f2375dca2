using MeshGate.Core.Topology.Segments;

namespace MeshGate.Core.Topology;

/// <summary>One node with everything that was found of it before links and duties are chosen. What a plan does not change stays the same object, so that what was made of it can stay, too.</summary>
/// <param name="given">The node as the snapshot has it.</param>
/// <param name="loadClass">How loaded it counts as, in quarters.</param>
/// <param name="examined">What was found of it by itself, its share lessened by its load.</param>
/// <param name="before">Its assignment in the plan in force, or null.</param>
/// <param name="verdict">The judgement of it.</param>
internal sealed class NodeEntry(MeshNodeSnapshot given, int loadClass, NodeExamination examined, NodeAssignment? before, NodeVerdict verdict)
{
    /// <summary>The node as the snapshot has it.</summary>
    public MeshNodeSnapshot Given => given;

    /// <summary>How loaded it counts as, in quarters.</summary>
    public int LoadClass => loadClass;

    /// <summary>What was found of it by itself.</summary>
    public NodeExamination Examined => examined;

    /// <summary>Its assignment in the plan in force, or null.</summary>
    public NodeAssignment? Before => before;

    /// <summary>The judgement of it.</summary>
    public NodeVerdict Verdict => verdict;

    /// <summary>The node, its share lessened by its load.</summary>
    public MeshNodeSnapshot Node => examined.Node;

    /// <summary>Its name.</summary>
    public string Name { get; } = given.Name;

    /// <summary>The number of the segment that it keeps; null for one that leaves, or has none yet. A node that is refused for now keeps its seat, so that it comes back to the peers it had.</summary>
    public int? Seat { get; } = given.IsLeaving || before is null ? null : SegmentName.Parse(before.Segment);

    /// <summary>Whether it leaves a seat behind.</summary>
    public bool LeavesSeat => given.IsLeaving && before is not null && SegmentName.Parse(before.Segment) is not null;

    /// <summary>Orders nodes by age, the oldest first.</summary>
    public static int CompareAges(NodeEntry one, NodeEntry other)
    {
        int byAge = one.Node.Created.CompareTo(other.Node.Created);
        return byAge != 0 ? byAge : string.CompareOrdinal(one.Name, other.Name);
    }
}
