using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;

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

        var most = ToldSettings.Whole(PolicySettings.MaxConnections, told.MaxConnections);
        var read = new ToldSettings(problems);
        return new ConnectionsBlock
        {
            MaxConnections = most,
            MinConnections = Math.Min(most, ToldSettings.Whole(PolicySettings.MinConnections, told.MinConnections)),
            MaxIdleTime = read.Duration(PolicySettings.MaxIdleTime, told.MaxIdleTime),
            ConnectionTimeout = read.Duration(PolicySettings.ConnectionTimeout, told.ConnectionTimeout),
            Reuse = told.Reuse,
            MaxReuseCount = ToldSettings.Whole(PolicySettings.MaxReuseCount, told.MaxReuseCount),
            HealthCheckInterval = read.Duration(PolicySettings.ConnectionsHealthCheckInterval, told.HealthCheckInterval),
            MaxRetryAttempts = ToldSettings.Whole(PolicySettings.MaxRetryAttempts, told.MaxRetryAttempts),
            RetryBackoffMultiplier = ToldSettings.Number(PolicySettings.RetryBackoffMultiplier, told.RetryBackoffMultiplier),
        };
    }
}
