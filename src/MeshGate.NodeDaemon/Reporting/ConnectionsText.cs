using MeshGate.Core.Connections;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>Puts into the report which sessions are awake, and why one was not woken.</summary>
public static class ConnectionsText
{
    /// <summary>Describes a pool.</summary>
    public static ConnectionsReport Describe(PoolState pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return new ConnectionsReport
        {
            Awake = pool.Awake,
            Asleep = pool.Sessions.Count - pool.Awake,
            Held = pool.Held,
            Most = pool.Settings.MaxConnections,
            Woken = pool.Counts.Woken,
            Reused = pool.Counts.Reused,
            Idled = pool.Counts.Idled,
            Evicted = pool.Counts.Evicted,
            NotReached = pool.Counts.NotReached,
            Refused = pool.Counts.Refused,
            LastRefusal = pool.LastRefusal,
        };
    }
}
