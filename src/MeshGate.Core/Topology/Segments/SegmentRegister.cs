namespace MeshGate.Core.Topology.Segments;

/// <summary>
/// Who belongs to which segment. A node keeps the segment that it was given, so that a join or leave moves no other node, until a
/// bound is broken: a segment that is full when a node of one of its places joins is divided in two, by region, then by zone; one
/// with more nodes than its policy wants gives up those beyond; when nodes left, a small one is merged into another with much room.
/// A register is never changed once it is made: segments whose nodes are the same as in another are the same objects.
/// </summary>
internal sealed class SegmentRegister
{
    // A segment of an eighth of its limit or less is small. What comes of a merger is three quarters full at most, so that the
    // next joins do not divide it again.
    private const int SmallPart = 8;

    /// <summary>No segments.</summary>
    public static readonly SegmentRegister Empty = new([], [], haveLeft: false);

    // What stands in the plan in force, and who asks for a seat.
    private readonly List<Segment> _standing;
    private readonly List<NodeEntry> _newcomers;
    private readonly bool _haveLeft;

    private readonly List<Segment> _segments;
    private readonly HashSet<Segment> _made = [];

    private SegmentRegister(List<Segment> standing, List<NodeEntry> newcomers, bool haveLeft)
    {
        _standing = standing;
        _newcomers = newcomers;
        _haveLeft = haveLeft;
        _segments = [.. standing];
    }

    /// <summary>The segments by number, less one; there can be some without nodes.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>The register with changes made to nodes.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="haveLeft">Whether somebody leaves a seat behind.</param>
    public SegmentRegister With(List<NodeChange> changes, bool haveLeft)
    {
        if (changes.Count == 0 && haveLeft == _haveLeft)
        {
            return this;
        }

        HashSet<NodeEntry> gone = [.. changes.Where(change => change.Old is not null).Select(change => change.Old!)];
        List<Segment> standing = [.. _standing];
        var seated = changes.Where(change => change.New?.Seat is not null).ToLookup(change => change.New!.Seat!.Value, change => change.New!);
        int[] touched = [.. seated.Select(group => group.Key).Union(gone.Where(node => node.Seat is not null).Select(node => node.Seat!.Value))];
        foreach (int number in touched)
        {
            while (standing.Count < number)
            {
                standing.Add(new Segment());
            }

            standing[number - 1] = new Segment(standing[number - 1].Nodes.Where(node => !gone.Contains(node)).Concat(seated[number]));
        }

        var register = new SegmentRegister(
            standing,
            [.. _newcomers.Where(node => !gone.Contains(node)).Concat(changes.Select(change => change.New).OfType<NodeEntry>().Where(node => node is { Seat: null, Verdict.IsPeer: true }))],
            haveLeft);
        register.Seat();
        return register;
    }

    private void Seat()
    {
        var newcomers = new List<NodeEntry>(_newcomers);
        for (int i = 0; i < _standing.Count; i++)
        {
            if (!_standing[i].IsWithinBounds)
            {
                newcomers.AddRange(Reduce(Own(i)));
            }
        }

        newcomers.Sort(NodeEntry.CompareAges);
        foreach (NodeEntry node in newcomers)
        {
            Own(Choose(node) ?? Divide(node) ?? ChooseAnywhere(node) ?? FirstEmpty()).Add(node);
        }

        // A join is not the time: it moves nodes of one segment at most.
        while (_haveLeft && MergeOne())
        {
            // Until no small segment is left that can be merged.
        }
    }

    private static List<NodeEntry> Reduce(Segment segment)
    {
        var moved = new List<NodeEntry>();
        while (!segment.IsWithinBounds)
        {
            HashSet<NodeEntry> beyond = [.. segment.InOrderOfStaying().Skip(SegmentForm.OfMost(segment.Nodes).Limit)];
            moved.AddRange(segment.TakeOut(beyond.Contains));
        }

        return moved;
    }

    // A segment that may be changed: one that others hold is copied.
    private Segment Own(int at)
    {
        while (_segments.Count <= at)
        {
            _segments.Add(new Segment());
            _made.Add(_segments[^1]);
        }

        if (!_made.Contains(_segments[at]))
        {
            _segments[at] = new Segment(_segments[at].Nodes);
            _made.Add(_segments[at]);
        }

        return _segments[at];
    }

    private int FirstEmpty()
    {
        int at = _segments.FindIndex(segment => segment.Nodes.Count == 0);
        return at < 0 ? _segments.Count : at;
    }

    // The first of the nearest.
    private int? Choose(NodeEntry node)
    {
        (int? nearest, int nearness) = (null, 0);
        for (int i = 0; i < _segments.Count && nearness < Segment.Nearest; i++)
        {
            if (_segments[i].HasSeatFor(node) && _segments[i].NearnessTo(node.Examined.Home) is var near && near > nearness)
            {
                (nearest, nearness) = (i, near);
            }
        }

        return nearest;
    }

    // Somebody else's region is better than a segment of one's own, in which there is nobody.
    private int? ChooseAnywhere(NodeEntry node) => _segments.FindIndex(segment => segment.Nodes.Count > 0 && segment.HasSeatFor(node)) is >= 0 and var at ? at : null;

    private int? Divide(NodeEntry node)
    {
        (int? full, int nearness) = (null, -1);
        for (int i = 0; i < _segments.Count; i++)
        {
            Segment segment = _segments[i];
            if (segment.Nodes.Count >= segment.Limit && segment.Limit <= node.Examined.Form.Limit && segment.NearnessTo(node.Examined.Home) is var near && near > nearness && segment.DividerFor(node.Examined.Home) is not null)
            {
                (full, nearness) = (i, near);
            }
        }

        if (full is not { } divided || _segments[divided].DividerFor(node.Examined.Home) is not { } isWithNode)
        {
            return null;
        }

        // The smaller part moves.
        Segment parted = Own(divided);
        bool moves = parted.Nodes.Count(isWithNode) * 2 <= parted.Nodes.Count;
        List<NodeEntry> moved = parted.TakeOut(other => isWithNode(other) == moves);
        int made = FirstEmpty();
        moved.ForEach(Own(made).Add);
        return moves ? made : divided;
    }

    private bool MergeOne()
    {
        foreach (Segment small in _segments.Where(segment => segment.Nodes.Count > 0 && segment.Nodes.Count * SmallPart <= segment.Limit).OrderBy(segment => segment.Nodes.Count))
        {
            Home[] homes = [.. small.Nodes.Select(node => node.Examined.Home).Distinct()];
            Segment? into = _segments
                .Where(other => other != small && other.Nodes.Count > 0 && (small.Nodes.Count + other.Nodes.Count) * 4 <= Math.Min(small.Limit, other.Limit) * 3)
                .MaxBy(other => homes.Max(other.NearnessTo));
            if (into is not null)
            {
                (int from, int to) = (_segments.IndexOf(small), _segments.IndexOf(into));
                Own(from).TakeOut(_ => true).ForEach(Own(to).Add);
                return true;
            }
        }

        return false;
    }
}
