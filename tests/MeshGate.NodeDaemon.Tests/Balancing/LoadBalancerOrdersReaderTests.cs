using System.Collections.Immutable;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Balancing;

namespace MeshGate.NodeDaemon.Tests.Balancing;

public sealed class LoadBalancerOrdersReaderTests
{
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();

    [Fact]
    public void Read_GivesTheDefaults_WhenTheOperatorTellsNoneOrTheDefaults()
    {
        Assert.Equal(new LoadBalancerBlock(), LoadBalancerOrdersReader.Read(null, _problems));
        Assert.Equal(new LoadBalancerBlock(), LoadBalancerOrdersReader.Read(new EffectiveLoadBalancer(), _problems));
        Assert.Empty(_problems);
    }

    [Fact]
    public void Read_TakesWhatIsTold()
    {
        var told = new EffectiveLoadBalancer
        {
            Enabled = false, Strategy = LoadBalancingStrategy.ConsistentHash, HealthCheckInterval = "10s", MaxRetries = 0, RetryTimeout = "500ms",
            MaxConnectionsPerNode = 7, StickySessions = true, StickyTimeout = "1m", CircuitBreaker = false, CircuitBreakerThreshold = 2,
        };

        Assert.Equal(
            new LoadBalancerBlock
            {
                Enabled = false, Strategy = LoadBalancingStrategy.ConsistentHash, HealthCheckInterval = TimeSpan.FromSeconds(10), MaxRetries = 0, RetryTimeout = TimeSpan.FromMilliseconds(500),
                MaxConnectionsPerNode = 7, StickySessions = true, StickyTimeout = TimeSpan.FromMinutes(1), CircuitBreaker = false, CircuitBreakerThreshold = 2,
            },
            LoadBalancerOrdersReader.Read(told, _problems));
        Assert.Empty(_problems);
    }

    [Fact]
    public void Read_UsesTheDefaultAndSaysSo_WhenASettingIsOutOfBounds()
    {
        var read = LoadBalancerOrdersReader.Read(
            new EffectiveLoadBalancer { Strategy = (LoadBalancingStrategy)99, HealthCheckInterval = "1ms", RetryTimeout = null!, MaxRetries = -1, MaxConnectionsPerNode = 0, CircuitBreakerThreshold = int.MaxValue }, _problems);

        Assert.Equal(new LoadBalancerBlock { MaxRetries = 0, MaxConnectionsPerNode = 1, CircuitBreakerThreshold = 100 }, read);
        Assert.Equal("settings.loadBalancer.healthCheckInterval: '1ms' must be a duration from 1s to 1h; 30s is used", _problems[0]);
        Assert.Equal(2, _problems.Count);
    }
}
