using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;

namespace MeshGate.NodeDaemon.Balancing;

/// <summary>Reads what the operator says about choosing among several. What one setting has wrong costs that setting alone, and is told.</summary>
public static class LoadBalancerOrdersReader
{
    /// <summary>Reads the settings; an operator that tells none means the defaults.</summary>
    /// <param name="told">What was told.</param>
    /// <param name="problems">Takes what could not be used, a sentence each.</param>
    public static LoadBalancerBlock Read(EffectiveLoadBalancer? told, ImmutableArray<string>.Builder problems)
    {
        if (told is null)
        {
            return new LoadBalancerBlock();
        }

        var read = new ToldSettings(problems);
        return new LoadBalancerBlock
        {
            Enabled = told.Enabled,
            Strategy = Enum.IsDefined(told.Strategy) ? told.Strategy : default,
            HealthCheckInterval = read.Duration(PolicySettings.LoadBalancerHealthCheckInterval, told.HealthCheckInterval),
            MaxRetries = ToldSettings.Whole(PolicySettings.LoadBalancerMaxRetries, told.MaxRetries),
            RetryTimeout = read.Duration(PolicySettings.RetryTimeout, told.RetryTimeout),
            MaxConnectionsPerNode = ToldSettings.Whole(PolicySettings.MaxClients, told.MaxConnectionsPerNode),
            StickySessions = told.StickySessions,
            StickyTimeout = read.Duration(PolicySettings.StickyTimeout, told.StickyTimeout),
            CircuitBreaker = told.CircuitBreaker,
            CircuitBreakerThreshold = ToldSettings.Whole(PolicySettings.CircuitBreakerThreshold, told.CircuitBreakerThreshold),
        };
    }
}
