namespace MeshGate.Core.Topology;

/// <summary>What the planner knows of a node that may relay for others.</summary>
/// <param name="FirstPort">The first of its relay ports.</param>
/// <param name="LastPort">The last of them.</param>
public sealed record RelaySnapshot(int FirstPort, int LastPort)
{
    /// <summary>Its share against others; 0 takes nothing new.</summary>
    public int Weight { get; init; } = 100;

    /// <summary>Whether a person wants its work moved elsewhere.</summary>
    public bool Drain { get; init; }

    /// <summary>Whether a third node reached its relay ports.</summary>
    public bool IsReached { get; init; }

    /// <summary>Whether it is given anybody to relay for.</summary>
    public bool TakesWork => IsReached && !Drain && Weight > 0;
}
