using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;

namespace MeshGate.NodeDaemon.Failover;

/// <summary>Reads what the operator says about failover. What one setting has wrong costs that setting alone, and is told.</summary>
public static class FailoverOrdersReader
{
    /// <summary>Reads the settings; an operator that tells none means the defaults.</summary>
    /// <param name="told">What was told.</param>
    /// <param name="problems">Takes what could not be used, a sentence each.</param>
    public static FailoverBlock Read(EffectiveFailover? told, ImmutableArray<string>.Builder problems)
    {
        if (told is null)
        {
            return new FailoverBlock();
        }

        var read = new ToldSettings(problems);
        return new FailoverBlock
        {
            Enabled = told.Enabled,
            ActiveInterval = read.Duration(PolicySettings.ActiveInterval, told.ActiveInterval),
            HealthCheckInterval = read.Duration(PolicySettings.FailoverHealthCheckInterval, told.HealthCheckInterval),
            FailoverTimeout = read.Duration(PolicySettings.FailoverTimeout, told.FailoverTimeout),
            RecoveryTimeout = read.Duration(PolicySettings.RecoveryTimeout, told.RecoveryTimeout),
            MaxAttempts = ToldSettings.Whole(PolicySettings.MaxAttempts, told.MaxAttempts),
            AutoRecovery = told.AutoRecovery,
            MaxConcurrentFailovers = ToldSettings.Whole(PolicySettings.MaxConcurrentFailovers, told.MaxConcurrentFailovers),
            PriorityBasedRouting = told.PriorityBasedRouting,
        };
    }
}
