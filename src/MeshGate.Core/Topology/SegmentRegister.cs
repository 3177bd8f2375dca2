using System.Globalization;

namespace MeshGate.Core.Topology;

/// <summary>
/// Who belongs to which segment. A node keeps the segment that it was given until it leaves; a node that becomes a peer is given
/// the first segment with a free seat, the oldest newcomer first. So a join or leave moves no other node.
/// </summary>
internal sealed class SegmentRegister
{
    private const string Prefix = "segment-";

    private readonly Dictionary<string, int> _segments = new(StringComparer.Ordinal);
    private readonly List<(int Taken, int Limit)> _seats = [];

    /// <summary>Seats everybody.</summary>
    /// <param name="nodes">The nodes, oldest first.</param>
    /// <param name="isPeer">Whether a node is somebody's peer and so needs a seat.</param>
    /// <param name="previous">The plan in force by node.</param>
    public SegmentRegister(IReadOnlyCollection<NodeExamination> nodes, Func<NodeExamination, bool> isPeer, IReadOnlyDictionary<string, NodePlan> previous)
    {
        var newcomers = new List<NodeExamination>();
        foreach (NodeExamination node in nodes)
        {
            // A node that is refused for now keeps its seat, so that it comes back to the peers it had. What people wrote into
            // assignments must not fill a segment beyond what a list of members holds: who does not fit in is seated anew.
            if (!node.Node.IsLeaving
                && previous.TryGetValue(node.Node.Name, out NodePlan? before)
                && Parse(before.Assignment.Segment) is { } segment
                && SeatsOf(segment).Taken < TopologyPlanner.MaxSegmentNodes)
            {
                Seat(node, segment);
            }
            else if (isPeer(node))
            {
                newcomers.Add(node);
            }
        }

        foreach (NodeExamination node in newcomers)
        {
            int segment = 1;
            while (SeatsOf(segment) is var (taken, limit) && taken >= Math.Min(limit, LimitOf(node)))
            {
                segment++;
            }

            Seat(node, segment);
        }
    }

    /// <summary>The name of a node's segment; empty if it has none.</summary>
    public string Of(string name) => _segments.TryGetValue(name, out int segment) ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{segment}") : string.Empty;

    private static int LimitOf(NodeExamination node) => node.Node.Settings.Topology is { AutoSegmentation: true } topology
        ? Math.Clamp(topology.MaxNodesPerSegment, 1, TopologyPlanner.MaxSegmentNodes)
        : TopologyPlanner.MaxSegmentNodes;

    // The length bounds what a person can have written there.
    private static int? Parse(string name)
        => name.Length <= Prefix.Length + 4 && name.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : null;

    private (int Taken, int Limit) SeatsOf(int segment) => segment <= _seats.Count ? _seats[segment - 1] : (0, TopologyPlanner.MaxSegmentNodes);

    private void Seat(NodeExamination node, int segment)
    {
        while (_seats.Count < segment)
        {
            _seats.Add((0, TopologyPlanner.MaxSegmentNodes));
        }

        // A segment is as large as the most modest of its members wants it.
        (int taken, int limit) = _seats[segment - 1];
        _seats[segment - 1] = (taken + 1, Math.Min(limit, LimitOf(node)));
        _segments[node.Node.Name] = segment;
    }
}
