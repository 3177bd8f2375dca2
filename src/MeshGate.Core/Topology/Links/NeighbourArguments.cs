namespace MeshGate.Core.Topology.Links;

/// <summary>What neighbours are chosen from.</summary>
/// <param name="Rooms">For each node the most neighbours it may have; a node without room has none.</param>
/// <param name="Standing">The links in force.</param>
/// <param name="Distance">How far two nodes are from each other.</param>
/// <param name="Draw">Evenly spread bits of two nodes, the same in either order.</param>
internal sealed record NeighbourArguments(IReadOnlyList<int> Rooms, IReadOnlyCollection<(int One, int Other)> Standing, Func<int, int, double> Distance, Func<int, int, ulong> Draw)
{
    /// <summary>Changes links once all are chosen, given them and the rooms, and says whether it did; null where none are to change.</summary>
    public Func<LinkSet, IReadOnlyList<int>, bool>? Tune { get; init; }
}
