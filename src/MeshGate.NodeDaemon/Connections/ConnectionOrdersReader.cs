using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Connections;

/// <summary>Reads what the operator says about sessions. What one setting has wrong costs that setting alone, and is told.</summary>
public static class ConnectionOrdersReader
{
    /// <summary>Reads the settings; null where an operator tells none, which means that every session stays awake.</summary>
    /// <param name="told">What was told.</param>
    /// <param name="problems">Takes what could not be used, a sentence each.</param>
    public static ConnectionsBlock? Read(EffectiveConnections? told, ImmutableArray<string>.Builder problems)
    {
        if (told is null)
        {
            return null;
        }

        var most = (int)Number(PolicySettings.MaxConnections, told.MaxConnections);
        return new ConnectionsBlock
        {
            MaxConnections = most,
            MinConnections = Math.Min(most, (int)Number(PolicySettings.MinConnections, told.MinConnections)),
            MaxIdleTime = Duration(PolicySettings.MaxIdleTime, told.MaxIdleTime),
            ConnectionTimeout = Duration(PolicySettings.ConnectionTimeout, told.ConnectionTimeout),
            Reuse = told.Reuse,
            MaxReuseCount = (int)Number(PolicySettings.MaxReuseCount, told.MaxReuseCount),
            HealthCheckInterval = Duration(PolicySettings.ConnectionsHealthCheckInterval, told.HealthCheckInterval),
            MaxRetryAttempts = (int)Number(PolicySettings.MaxRetryAttempts, told.MaxRetryAttempts),
            RetryBackoffMultiplier = double.IsFinite(told.RetryBackoffMultiplier)
                ? Number(PolicySettings.RetryBackoffMultiplier, told.RetryBackoffMultiplier)
                : PolicySettings.RetryBackoffMultiplier.Default,
        };

        static double Number(NumberSetting setting, double value) => Math.Clamp(value, setting.Min, setting.Max);

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
