using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;

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

        return new LoadBalancerBlock
        {
            Enabled = told.Enabled,
            Strategy = Enum.IsDefined(told.Strategy) ? told.Strategy : default,
            HealthCheckInterval = Duration(PolicySettings.LoadBalancerHealthCheckInterval, told.HealthCheckInterval),
            MaxRetries = Number(PolicySettings.LoadBalancerMaxRetries, told.MaxRetries),
            RetryTimeout = Duration(PolicySettings.RetryTimeout, told.RetryTimeout),
            MaxConnectionsPerNode = Number(PolicySettings.MaxClients, told.MaxConnectionsPerNode),
            StickySessions = told.StickySessions,
            StickyTimeout = Duration(PolicySettings.StickyTimeout, told.StickyTimeout),
            CircuitBreaker = told.CircuitBreaker,
            CircuitBreakerThreshold = Number(PolicySettings.CircuitBreakerThreshold, told.CircuitBreakerThreshold),
        };

        static int Number(NumberSetting setting, int value) => (int)Math.Clamp(value, setting.Min, setting.Max);

        TimeSpan Duration(DurationSetting setting, string? text)
        {
            if (MeshDuration.TryParse(text, out TimeSpan value) && value >= setting.Min && value <= setting.Max)
            {
                return value;
            }

            problems.Add($"settings.{setting.Path}: '{text}' {setting.Rule.Message}; {setting.Text} is used");
            return setting.Default;
        }
    }
}
