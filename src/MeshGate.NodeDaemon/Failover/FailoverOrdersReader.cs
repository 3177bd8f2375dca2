using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;

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

        return new FailoverBlock
        {
            Enabled = told.Enabled,
            ActiveInterval = Duration(PolicySettings.ActiveInterval, told.ActiveInterval),
            HealthCheckInterval = Duration(PolicySettings.FailoverHealthCheckInterval, told.HealthCheckInterval),
            FailoverTimeout = Duration(PolicySettings.FailoverTimeout, told.FailoverTimeout),
            RecoveryTimeout = Duration(PolicySettings.RecoveryTimeout, told.RecoveryTimeout),
            MaxAttempts = (int)Math.Clamp(told.MaxAttempts, PolicySettings.MaxAttempts.Min, PolicySettings.MaxAttempts.Max),
            AutoRecovery = told.AutoRecovery,
            MaxConcurrentFailovers = (int)Math.Clamp(told.MaxConcurrentFailovers, PolicySettings.MaxConcurrentFailovers.Min, PolicySettings.MaxConcurrentFailovers.Max),
            PriorityBasedRouting = told.PriorityBasedRouting,
        };

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
