using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;

namespace MeshGate.Benchmarks.LoadBalancing;

/// <summary>A balancer at work: 1,000 targets, 50,000 connections, a latency known of each.</summary>
internal static class ManyTargets
{
    public const int Count = 1000;
    public static readonly TimeSpan Now = TimeSpan.FromHours(1);

    public static LoadBalancer Make(LoadBalancingStrategy strategy, bool isSticky)
    {
        var random = new Random(7);
        var settings = new LoadBalancerBlock { Strategy = strategy, MaxConnectionsPerNode = 10_000, StickySessions = isSticky };

        // Weights without a common divisor: the worst case of a weighted turn.
        var balancer = new LoadBalancer(settings, Enumerable.Range(0, Count).Select(i => new BalancedTarget($"target{i}", random.Next(1, 1001))), Now);
        foreach (LiveTarget target in balancer.Targets)
        {
            balancer.Succeeded(target, TimeSpan.FromMilliseconds(random.Next(5, 200)), Now);
        }

        for (int i = 0; i < 50 * Count; i++)
        {
            _ = balancer.Select((ulong)random.NextInt64(), (ulong)random.NextInt64(), Now);
        }

        return balancer;
    }
}
