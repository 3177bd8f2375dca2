namespace MeshGate.Core.LoadBalancing;

/// <summary>One of those that work is spread over, as somebody wants it: a gateway, a relay, a server.</summary>
/// <param name="Name">What it is known by, unique among those of one balancer.</param>
/// <param name="Weight">Its share against others, 0 to 1000; 0 takes nothing new, as one that is drained.</param>
public sealed record BalancedTarget(string Name, int Weight = BalancedTarget.UsualWeight)
{
    /// <summary>The weight of a node that nobody gave another.</summary>
    public const int UsualWeight = 100;

    /// <summary>The highest weight.</summary>
    public const int MaxWeight = 1000;
}
