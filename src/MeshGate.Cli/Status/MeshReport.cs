namespace MeshGate.Cli.Status;

/// <summary>How a mesh stands.</summary>
/// <param name="Ready">Whether every node is ready and none offline, and every pair talks directly.</param>
/// <param name="Nodes">The nodes, ordered by name.</param>
/// <param name="Pairs">The pairs that do not talk directly, ordered by name.</param>
public sealed record MeshReport(bool Ready, IReadOnlyList<NodeReport> Nodes, IReadOnlyList<PairReport> Pairs)
{
    /// <summary>Whether there are nodes, every one is ready and none offline, and every pair has some path.</summary>
    public bool IsUp => Nodes.Count > 0 && Nodes.All(node => node.IsWell) && Pairs.All(pair => pair.Path != "None");

    /// <summary>The mesh's health, 0 to 1 with three decimals, as the operator's metrics have it.</summary>
    public double Health { get; init; } = 1;
}
