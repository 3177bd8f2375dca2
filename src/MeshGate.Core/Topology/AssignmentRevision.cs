using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Core.Topology;

/// <summary>Names the content of an assignment: equal content has an equal revision, and a change practically always a new one.</summary>
public static class AssignmentRevision
{
    private const int Bytes = 8;

    /// <summary>16 hexadecimal digits of the SHA-256 of everything a daemon is told.</summary>
    public static string Of(
        string segment, ImmutableArray<PlanMember> members, NodeSettings settings, ImmutableArray<PlanMember> relays = default, PlanRelayService? serves = null)
    {
        ArgumentNullException.ThrowIfNull(segment);
        ArgumentNullException.ThrowIfNull(settings);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AddText(segment);
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
        AddNumber(settings.Failover.Enabled ? 1 : 0);
        AddNumber(settings.Failover.ActiveInterval.Ticks);
        AddNumber(settings.Failover.HealthCheckInterval.Ticks);
        AddNumber(settings.Failover.FailoverTimeout.Ticks);
        AddNumber(settings.Failover.RecoveryTimeout.Ticks);
        AddNumber(settings.Failover.MaxAttempts);
        AddNumber(settings.Failover.AutoRecovery ? 1 : 0);
        AddNumber(settings.Failover.MaxConcurrentFailovers);
        AddMembers(members);
        AddMembers(relays.IsDefault ? [] : relays);
        AddText(serves?.Segment ?? string.Empty);
        AddNumber(serves?.FirstPort ?? 0);
        AddNumber(serves?.LastPort ?? 0);

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));

        void AddMembers(ImmutableArray<PlanMember> all)
        {
            AddNumber(all.Length);
            foreach (PlanMember member in all)
            {
                AddText(member.Name);
                AddText(member.PublicKey);
                AddAll(member.Addresses);
            }
        }

        // Lengths go in front, so that no two contents run together into the same bytes.
        void AddText(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            AddNumber(bytes.Length);
            hash.AppendData(bytes);
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
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}
