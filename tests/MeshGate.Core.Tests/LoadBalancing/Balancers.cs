using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.LoadBalancing;

/// <summary>Balancers and what is asked of them, from a seed.</summary>
internal static class Balancers
{
    public static readonly TimeSpan Start = TimeSpan.FromHours(5);

    public static readonly LoadBalancerBlock Roomy = new() { MaxConnectionsPerNode = 1_000_000 };

    public static LoadBalancingStrategy[] Strategies => Enum.GetValues<LoadBalancingStrategy>();

    public static LoadBalancer Of(LoadBalancingStrategy strategy, params int[] weights) => Of(Roomy with { Strategy = strategy }, weights);

    public static LoadBalancer Of(LoadBalancerBlock settings, params int[] weights) => new(settings, Targets(weights), Start);

    public static IEnumerable<BalancedTarget> Targets(params int[] weights) => weights.Select((weight, i) => new BalancedTarget($"target{i}", weight));

    public static LiveTarget At(this LoadBalancer balancer, int index) => balancer.Targets[index];

    /// <summary>64 evenly spread bits for each number: what a random source would give.</summary>
    public static ulong Draw(int number) => LoadBalancer.HashOf($"draw {number}");

    /// <summary>How often each target was selected, without a release.</summary>
    public static int[] Spread(LoadBalancer balancer, int selections)
    {
        var random = new Random(selections);
        for (int i = 0; i < selections; i++)
        {
            Assert.NotNull(balancer.Select((ulong)random.NextInt64(), (ulong)random.NextInt64(), Start));
        }

        return [.. balancer.Targets.Select(target => target.Connections)];
    }
}
