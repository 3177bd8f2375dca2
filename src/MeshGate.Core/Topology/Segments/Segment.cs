namespace MeshGate.Core.Topology.Segments;

/// <summary>The nodes of one segment. While they are being seated it changes; what others hold of it is never changed again.</summary>
internal sealed class Segment
{
    /// <summary>The nearness of a segment in whose zone a place is.</summary>
    public const int Nearest = 2;

    private readonly Dictionary<Home, int> _homes = [];
    private readonly Dictionary<string, int> _regions = new(StringComparer.Ordinal);

    private bool? _isWithinBounds;

    /// <summary>Makes one of nodes.</summary>
    public Segment(params IEnumerable<NodeEntry> nodes)
    {
        foreach (NodeEntry node in nodes)
        {
            Add(node);
        }
    }

    /// <summary>Its nodes.</summary>
    public List<NodeEntry> Nodes { get; } = [];

    /// <summary>The most nodes that it takes: as many as the most modest of its members wants.</summary>
    public int Limit { get; private set; } = TopologyPlanner.MaxSegmentNodes;

    /// <summary>Whether it has no more nodes than most of them want.</summary>
    public bool IsWithinBounds => _isWithinBounds ??= Nodes.Count == 0 || Nodes.Count <= SegmentForm.OfMost(Nodes).Limit;

    /// <summary>Whether there is a seat for one more that wants segments of so many nodes.</summary>
    public bool HasSeatFor(NodeEntry node) => Nodes.Count < Math.Min(Limit, node.Examined.Form.Limit);

    /// <summary>How near its nodes are to a place: <see cref="Nearest"/> where one stands in its zone, 1 in its region, else 0.</summary>
    public int NearnessTo(Home home) => _homes.ContainsKey(home) ? Nearest : _regions.ContainsKey(home.Region) ? 1 : 0;

    /// <summary>What divides the nodes of a place from others here: the region, or where all are of one region the zone; null where nothing does.</summary>
    public Func<NodeEntry, bool>? DividerFor(Home home) => NearnessTo(home) switch
    {
        > 0 when _regions.Count > 1 => node => node.Examined.Home.Region == home.Region,
        Nearest when _homes.Count > 1 => node => node.Examined.Home == home,
        _ => null,
    };

    /// <summary>Its nodes with those first that are to stay longest: of the largest region, then zone, then the oldest.</summary>
    public IEnumerable<NodeEntry> InOrderOfStaying() => Nodes
        .OrderByDescending(node => _regions[node.Examined.Home.Region])
        .ThenBy(node => node.Examined.Home.Region, StringComparer.Ordinal)
        .ThenByDescending(node => _homes[node.Examined.Home])
        .ThenBy(node => node.Examined.Home.Zone, StringComparer.Ordinal)
        .ThenBy(node => node, Comparer<NodeEntry>.Create(NodeEntry.CompareAges));

    /// <summary>Seats one more.</summary>
    public void Add(NodeEntry node)
    {
        _isWithinBounds = null;
        Nodes.Add(node);
        Limit = Math.Min(Limit, node.Examined.Form.Limit);
        _homes[node.Examined.Home] = _homes.GetValueOrDefault(node.Examined.Home) + 1;
        _regions[node.Examined.Home.Region] = _regions.GetValueOrDefault(node.Examined.Home.Region) + 1;
    }

    /// <summary>Takes those out that a condition names.</summary>
    public List<NodeEntry> TakeOut(Func<NodeEntry, bool> leaves)
    {
        ILookup<bool, NodeEntry> parts = Nodes.ToLookup(leaves);
        List<NodeEntry> staying = [.. parts[false]];
        _isWithinBounds = null;
        Nodes.Clear();
        _homes.Clear();
        _regions.Clear();
        Limit = TopologyPlanner.MaxSegmentNodes;
        staying.ForEach(Add);
        return [.. parts[true]];
    }
}
