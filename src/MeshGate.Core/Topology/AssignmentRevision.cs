using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Core.Topology;

/// <summary>Names the content of an assignment: equal content has an equal revision, and a change practically always a new one.</summary>
public static class AssignmentRevision
{
    private const int Bytes = 8;
    private const int Usual = 4096;

    /// <summary>16 hexadecimal digits of the SHA-256 of everything a daemon is told.</summary>
    /// <param name="assignment">The assignment; the revision in it does not count.</param>
    public static string Of(NodeAssignment assignment) => Of(assignment, new ArrayBufferWriter<byte>(Usual));

    /// <summary>The same for whoever names many.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="content">Room to write in; what it holds is given up.</param>
    internal static string Of(NodeAssignment assignment, ArrayBufferWriter<byte> content)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        content.ResetWrittenCount();
        NodeSettings settings = assignment.Settings;
        AddText(assignment.Segment);
        AddNumber((int)assignment.Topology);
        AddNumber((int)assignment.Role);
        AddAll(settings.MeshCidrs);
        AddNumber(settings.Mtu);
        AddAll(settings.StunServers);
        AddNumber(settings.KeepAliveInterval.Ticks);
        AddNumber(settings.DiscoveryInterval.Ticks);
        AddNumber(settings.HeartbeatInterval.Ticks);
        AddNumber(settings.NatTraversal.Timeout.Ticks);
        AddNumber(settings.NatTraversal.MaxRetries);
        AddNumber(settings.NatTraversal.HolePunching ? 1 : 0);
        AddNumber(settings.PortMapping ? 1 : 0);
        AddNumber(settings.NatTraversal.Relay ? 1 : 0);
        AddNumber(settings.Connections.MaxConnections);
        AddNumber(settings.Connections.MinConnections);
        AddNumber(settings.Connections.MaxIdleTime.Ticks);
        AddNumber(settings.Connections.ConnectionTimeout.Ticks);
        AddNumber(settings.Connections.Reuse ? 1 : 0);
        AddNumber(settings.Connections.MaxReuseCount);
        AddNumber(settings.Connections.HealthCheckInterval.Ticks);
        AddNumber(settings.Connections.MaxRetryAttempts);
        AddNumber(BitConverter.DoubleToInt64Bits(settings.Connections.RetryBackoffMultiplier));
        AddNumber(settings.Failover.Enabled ? 1 : 0);
        AddNumber(settings.Failover.ActiveInterval.Ticks);
        AddNumber(settings.Failover.HealthCheckInterval.Ticks);
        AddNumber(settings.Failover.FailoverTimeout.Ticks);
        AddNumber(settings.Failover.RecoveryTimeout.Ticks);
        AddNumber(settings.Failover.MaxAttempts);
        AddNumber(settings.Failover.AutoRecovery ? 1 : 0);
        AddNumber(settings.Failover.MaxConcurrentFailovers);
        AddNumber(settings.Failover.PriorityBasedRouting ? 1 : 0);
        AddNumber(settings.LoadBalancer.Enabled ? 1 : 0);
        AddNumber((int)settings.LoadBalancer.Strategy);
        AddNumber(settings.LoadBalancer.HealthCheckInterval.Ticks);
        AddNumber(settings.LoadBalancer.MaxRetries);
        AddNumber(settings.LoadBalancer.RetryTimeout.Ticks);
        AddNumber(settings.LoadBalancer.MaxConnectionsPerNode);
        AddNumber(settings.LoadBalancer.StickySessions ? 1 : 0);
        AddNumber(settings.LoadBalancer.StickyTimeout.Ticks);
        AddNumber(settings.LoadBalancer.CircuitBreaker ? 1 : 0);
        AddNumber(settings.LoadBalancer.CircuitBreakerThreshold);
        AddMembers(assignment.Members);
        AddAll(assignment.Pinned);
        AddMembers(assignment.Relays);
        AddText(assignment.Serves?.Segment ?? string.Empty);
        AddNumber(assignment.Serves?.FirstPort ?? 0);
        AddNumber(assignment.Serves?.LastPort ?? 0);

        return Convert.ToHexStringLower(SHA256.HashData(content.WrittenSpan).AsSpan(0, Bytes));

        // Each member stands in the lists of many, so that its own digest is taken once.
        void AddMembers(ImmutableArray<PlanMember> all)
        {
            AddNumber(all.Length);
            foreach (PlanMember member in all)
            {
                content.Write(member.Digest);
            }
        }

        // Lengths go in front, so that no two contents run together into the same bytes.
        void AddText(string text)
        {
            AddNumber(text.Length);
            int most = Encoding.UTF8.GetMaxByteCount(text.Length);
            content.Advance(Encoding.UTF8.GetBytes(text, content.GetSpan(most)));
        }

        void AddAll(ImmutableArray<string> texts)
        {
            AddNumber(texts.Length);
            foreach (string text in texts)
            {
                AddText(text);
            }
        }

        void AddNumber(long number)
        {
            BinaryPrimitives.WriteInt64BigEndian(content.GetSpan(sizeof(long)), number);
            content.Advance(sizeof(long));
        }
    }
}
