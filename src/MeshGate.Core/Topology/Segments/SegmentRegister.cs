namespace MeshGate.Core.Topology.Segments;

/// <summary>
/// Who belongs to which segment. A node keeps the segment that it was given, so that a join or leave moves no other node, until a
/// bound is broken: a segment that is full when a node of one of its places joins is divided in two, by region, then by zone; one
/// with more nodes than its policy wants gives up those beyond; when nodes left, a small one is merged into another with much room.
/// </summary>
internal sealed class SegmentRegister
{
    // A segment of an eighth of its limit or less is small. What comes of a merger is three quarters full at most, so that the
    // next joins do not divide it again.
    private const int SmallPart = 8;

    private readonly List<Segment> _segments = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Seats everybody.</summary>
    /// <param name="nodes">The nodes, oldest first.</param>
    /// <param name="isPeer">Whether a node is somebody's peer and so needs a seat.</param>
    /// <param name="previous">The plan in force by node.</param>
    public SegmentRegister(IReadOnlyCollection<NodeExamination> nodes, Func<NodeExamination, bool> isPeer, IReadOnlyDictionary<string, NodePlan> previous)
    {
        var newcomers = new List<SeatedNode>();
        int age = 0;
        foreach (NodeExamination examined in nodes)
        {
            var node = new SeatedNode(examined.Node, age++);

            // A node that is refused for now keeps its seat, so that it comes back to the peers it had.
            if (!node.Node.IsLeaving && previous.TryGetValue(node.Node.Name, out NodePlan? before) && SegmentName.Parse(before.Assignment.Segment) is { } segment)
            {
                At(segment).Add(node);
            }
            else if (isPeer(examined))
            {
                newcomers.Add(node);
            }
        }

        bool haveLeft = previous.Values.Count(node => SegmentName.Parse(node.Assignment.Segment) is not null) > _segments.Sum(segment => segment.Nodes.Count);
        newcomers.AddRange(_segments.SelectMany(Reduce).ToList());
        foreach (SeatedNode node in newcomers.OrderBy(node => node.Age))
        {
            (Choose(node) ?? Divide(node) ?? ChooseAnywhere(node) ?? At(FirstEmpty())).Add(node);
        }

        // A join is not the time: it moves nodes of one segment at most.
        while (haveLeft && MergeOne())
        {
            // Until no small segment is left that can be merged.
        }

        for (int i = 0; i < _segments.Count; i++)
        {
            string name = SegmentName.Of(i + 1);
            _segments[i].Nodes.ForEach(node => _names[node.Node.Name] = name);
        }
    }

    /// <summary>The name of a node's segment; empty if it has none.</summary>
    public string Of(string name) => _names.GetValueOrDefault(name, string.Empty);

    private static IEnumerable<SeatedNode> Reduce(Segment segment)
    {
        var moved = new List<SeatedNode>();
        while (segment.Nodes.Count > 0 && SegmentForm.OfMost(segment.Nodes.OrderBy(node => node.Age).Select(node => node.Node)).Limit is var limit && segment.Nodes.Count > limit)
        {
            HashSet<SeatedNode> beyond = [.. segment.InOrderOfStaying().Skip(limit)];
            moved.AddRange(segment.TakeOut(beyond.Contains));
        }

        return moved;
    }

    private Segment At(int number)
    {
        while (_segments.Count < number)
        {
            _segments.Add(new Segment());
        }

        return _segments[number - 1];
    }

    private int FirstEmpty()
    {
        int at = _segments.FindIndex(segment => segment.Nodes.Count == 0);
        return at < 0 ? _segments.Count + 1 : at + 1;
    }

    private Segment? Choose(SeatedNode node) => _segments
        .Where(segment => segment.HasSeatFor(node) && segment.NearnessTo(node.Home) > 0)
        .MaxBy(segment => segment.NearnessTo(node.Home));

    // Somebody else's region is better than a segment of one's own, in which there is nobody.
    private Segment? ChooseAnywhere(SeatedNode node) => _segments.Find(segment => segment.Nodes.Count > 0 && segment.HasSeatFor(node));

    private Segment? Divide(SeatedNode node)
    {
        Segment? full = _segments
            .Where(segment => segment.Nodes.Count >= segment.Limit && segment.Limit <= node.Limit && segment.DividerFor(node.Home) is not null)
            .MaxBy(segment => segment.NearnessTo(node.Home));
        if (full?.DividerFor(node.Home) is not { } isWithNode)
        {
            return null;
        }

        // The smaller part moves.
        bool moves = full.Nodes.Count(isWithNode) * 2 <= full.Nodes.Count;
        List<SeatedNode> moved = full.TakeOut(other => isWithNode(other) == moves);
        Segment made = At(FirstEmpty());
        moved.ForEach(made.Add);
        return moves ? made : full;
    }

    private bool MergeOne()
    {
        foreach (Segment small in _segments.Where(segment => segment.Nodes.Count > 0 && segment.Nodes.Count * SmallPart <= segment.Limit).OrderBy(segment => segment.Nodes.Count))
        {
            Segment? into = _segments
                .Where(other => other != small && other.Nodes.Count > 0 && (small.Nodes.Count + other.Nodes.Count) * 4 <= Math.Min(small.Limit, other.Limit) * 3)
                .MaxBy(other => small.Nodes.Max(node => other.NearnessTo(node.Home)));
            if (into is not null)
            {
                small.TakeOut(_ => true).ForEach(into.Add);
                return true;
            }
        }

        return false;
    }
}
