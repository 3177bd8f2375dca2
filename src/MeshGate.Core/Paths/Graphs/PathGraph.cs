namespace MeshGate.Core.Paths.Graphs;

/// <summary>Numbered nodes and the links between them, each the same in both directions.</summary>
/// <param name="count">How many nodes there are.</param>
public sealed class PathGraph(int count)
{
    private readonly Dictionary<int, double>[] _links = [.. Enumerable.Range(0, count).Select(_ => new Dictionary<int, double>())];

    /// <summary>How many nodes there are.</summary>
    public int Count => count;

    /// <summary>Links two nodes.</summary>
    /// <param name="one">One node.</param>
    /// <param name="other">Another.</param>
    /// <param name="cost">What the link costs, 0 or more; of several links between two nodes the cheapest counts.</param>
    public void Link(int one, int other, double cost)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(one, other);
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        double cheapest = _links[one].TryGetValue(other, out double before) ? Math.Min(before, cost) : cost;
        _links[one][other] = cheapest;
        _links[other][one] = cheapest;
    }

    /// <summary>The nodes that a node is linked to, with the cost, in the order in which they were linked.</summary>
    public IEnumerable<(int Node, double Cost)> From(int node) => _links[node].Select(link => (link.Key, link.Value));

    /// <summary>What the link between two nodes costs; infinite where there is none.</summary>
    public double CostOf(int one, int other) => _links[one].GetValueOrDefault(other, double.PositiveInfinity);
}
