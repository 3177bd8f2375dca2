namespace MeshGate.Core.Topology.Links;

/// <summary>Links between numbered nodes. Whoever is linked to another is linked by it.</summary>
/// <param name="count">How many nodes there are.</param>
internal sealed class LinkSet(int count)
{
    // A node has few links, so that looking through them is faster than a hash.
    private readonly List<int>?[] _links = new List<int>?[count];

    /// <summary>How many links a node has.</summary>
    public int DegreeOf(int node) => _links[node]?.Count ?? 0;

    /// <summary>The nodes that a node is linked to, in no order.</summary>
    public IReadOnlyList<int> Of(int node) => _links[node] ?? (IReadOnlyList<int>)[];

    /// <summary>The nodes that a node is linked to, ordered.</summary>
    public int[] Ordered(int node)
    {
        int[] links = [.. Of(node)];
        Array.Sort(links);
        return links;
    }

    /// <summary>Whether two nodes are linked.</summary>
    public bool Has(int one, int other) => _links[one]?.Contains(other) ?? false;

    /// <summary>Links two nodes; a node is never linked to itself.</summary>
    public void Add(int one, int other)
    {
        if (one != other && !Has(one, other))
        {
            (_links[one] ??= []).Add(other);
            (_links[other] ??= []).Add(one);
        }
    }

    /// <summary>Parts two nodes.</summary>
    public void Remove(int one, int other)
    {
        _links[one]?.Remove(other);
        _links[other]?.Remove(one);
    }

    /// <summary>Every link once, the smaller number first, ordered.</summary>
    public IEnumerable<(int One, int Other)> All()
    {
        for (int one = 0; one < _links.Length; one++)
        {
            foreach (int other in Ordered(one))
            {
                if (other > one)
                {
                    yield return (one, other);
                }
            }
        }
    }
}
