namespace MeshGate.Core.Topology.Segments;

/// <summary>The nodes of one segment while they are being seated.</summary>
internal sealed class Segment
{
    private readonly Dictionary<Home, int> _homes = [];
    private readonly Dictionary<string, int> _regions = new(StringComparer.Ordinal);

    /// <summary>Its nodes.</summary>
    public List<SeatedNode> Nodes { get; } = [];

    /// <summary>The most nodes that it takes: as many as the most modest of its members wants.</summary>
    public int Limit { get; private set; } = TopologyPlanner.MaxSegmentNodes;

    /// <summary>Whether there is a seat for one more that wants segments of so many nodes.</summary>
    public bool HasSeatFor(SeatedNode node) => Nodes.Count < Math.Min(Limit, node.Limit);

    /// <summary>How near its nodes are to a place: 2 where one stands in its zone, 1 in its region, else 0.</summary>
    public int NearnessTo(Home home) => _homes.ContainsKey(home) ? 2 : _regions.ContainsKey(home.Region) ? 1 : 0;

    /// <summary>What divides the nodes of a place from others here: the region, or where all are of one region the zone; null where nothing does.</summary>
    public Func<SeatedNode, bool>? DividerFor(Home home) => NearnessTo(home) switch
    {
        > 0 when _regions.Count > 1 => node => node.Home.Region == home.Region,
        2 when _homes.Count > 1 => node => node.Home == home,
        _ => null,
    };

    /// <summary>Its nodes with those first that are to stay longest: of the largest region, then zone, then the oldest.</summary>
    public IEnumerable<SeatedNode> InOrderOfStaying() => Nodes
        .OrderByDescending(node => _regions[node.Home.Region])
        .ThenBy(node => node.Home.Region, StringComparer.Ordinal)
        .ThenByDescending(node => _homes[node.Home])
        .ThenBy(node => node.Home.Zone, StringComparer.Ordinal)
        .ThenBy(node => node.Age);

    /// <summary>Seats one more.</summary>
    public void Add(SeatedNode node)
    {
        Nodes.Add(node);
        Limit = Math.Min(Limit, node.Limit);
        _homes[node.Home] = _homes.GetValueOrDefault(node.Home) + 1;
        _regions[node.Home.Region] = _regions.GetValueOrDefault(node.Home.Region) + 1;
    }

    /// <summary>Takes those out that a condition names.</summary>
    public List<SeatedNode> TakeOut(Func<SeatedNode, bool> leaves)
    {
        ILookup<bool, SeatedNode> parts = Nodes.ToLookup(leaves);
        List<SeatedNode> staying = [.. parts[false]];
        Nodes.Clear();
        _homes.Clear();
        _regions.Clear();
        Limit = TopologyPlanner.MaxSegmentNodes;
        staying.ForEach(Add);
        return [.. parts[true]];
    }
}
