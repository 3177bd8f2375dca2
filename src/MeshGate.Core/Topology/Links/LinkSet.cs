namespace MeshGate.Core.Topology.Links;

/// <summary>Links between numbered nodes. Whoever is linked to another is linked by it.</summary>
/// <param name="count">How many nodes there are.</param>
internal sealed class LinkSet(int count)
{
    private readonly HashSet<int>?[] _links = new HashSet<int>?[count];

    /// <summary>How many links a node has.</summary>
    public int DegreeOf(int node) => _links[node]?.Count ?? 0;

    /// <summary>The nodes that a node is linked to, in no order.</summary>
    public IReadOnlyCollection<int> Of(int node) => _links[node] ?? (IReadOnlyCollection<int>)[];

    /// <summary>Whether two nodes are linked.</summary>
    public bool Has(int one, int other) => _links[one]?.Contains(other) ?? false;

    /// <summary>Links two nodes; a node is never linked to itself.</summary>
    public void Add(int one, int other)
    {
        if (one != other)
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
            foreach (int other in Of(one).Where(other => other > one).Order())
            {
                yield return (one, other);
            }
        }
    }
}
