using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Core.Identity;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Connections;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Gateways;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Routes;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>
/// Reads a MeshNode's orders. What one member or one setting has wrong costs that member or setting alone, and is told.
/// </summary>
public static class AssignmentReader
{
    private const int DefaultMtu = 1380;
    private const int LongestName = 253;
    private const int MaxCheckRetries = 100;
    private static readonly TimeSpan LongestDuration = TimeSpan.FromHours(1);

    /// <summary>Reads the orders; null while the operator has given none.</summary>
    /// <param name="node">The daemon's own MeshNode.</param>
    /// <param name="problems">What could not be used, a sentence each.</param>
    public static Assignment? Read(MeshNode node, out ImmutableArray<string> problems)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        problems = [];
        if (node.Status?.Assignment is not { } assignment || string.IsNullOrEmpty(assignment.Revision))
        {
            return null;
        }

        // The API's schema refuses most of what is caught here, but neither a file on disk nor an older schema has to hold to it.
        var settings = assignment.Settings ?? new EffectiveSettings();
        ImmutableArray<IPAddress> own = [.. ReadAddresses(node.Spec?.Addresses, "spec.addresses", found)];
        ImmutableArray<IPNetwork> mesh = [.. ReadCidrs(settings.MeshCIDRs, found)];
        var read = new Assignment
        {
            Revision = assignment.Revision,
            Addresses = own,
            ListenPort = ReadPort(node.Spec?.ListenPort, found),
            Endpoint = ReadEndpoint(node.Spec?.Endpoint, found),
            MeshCidrs = mesh,
            Mtu = settings.Mtu is >= 1280 and <= 9000 ? settings.Mtu : DefaultMtu,
            StunServers = [.. settings.StunServers ?? []],
            KeepAliveCeiling = ReadDuration(settings.KeepAliveInterval, "keepAliveInterval", NatTraversalBlock.UnmeasuredKeepAlive, found),
            Checks = new CheckListSettings
            {
                RoundTimeout = ReadDuration(settings.CheckTimeout, "checkTimeout", CheckListTimers.RoundTimeout, found),
                Retries = Math.Clamp(settings.CheckRetries, 0, MaxCheckRetries),
            },
            HolePunching = settings.HolePunching,
            DiscoveryInterval = ReadDuration(settings.DiscoveryInterval, "discoveryInterval", TimeSpan.FromSeconds(30), found),
            IsPortMappingWanted = settings.PortMapping,
            DirectPeers = assignment.Topology is TopologyType.HubSpoke or TopologyType.Tree ? [.. (assignment.Pinned ?? []).OfType<string>()] : null,
            Relays = RelayOrdersReader.Read(assignment, settings, node.Spec?.Drain ?? false, found),
            Routes = PeerRoutesReader.Read(assignment.Routes, found),
            Gateways = GatewayRoutesReader.Read(assignment.Gateways, mesh, found),
            Forwards = GatewayRoutesReader.Read(assignment.Forwards, mesh, found),
            Failover = FailoverOrdersReader.Read(settings.Failover, found),
            LoadBalancer = LoadBalancerOrdersReader.Read(settings.LoadBalancer, found),
            Connections = ConnectionOrdersReader.Read(settings.Connections, found),
            Pinned = [.. (assignment.Pinned ?? []).OfType<string>()],
            HeartbeatInterval = ReadDuration(settings.HeartbeatInterval, "heartbeatInterval", TimeSpan.FromSeconds(10), found),
            Peers = [.. ReadPeers(assignment.Members ?? [], own, found)],
        };
        problems = found.ToImmutable();
        return read;
    }

    private static IEnumerable<PeerIdentity> ReadPeers(
        IReadOnlyList<MeshMember> members, IEnumerable<IPAddress> own, ImmutableArray<string>.Builder problems)
    {
        var addresses = own.ToHashSet();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var keys = new HashSet<PublicKey>();
        foreach (var member in members)
        {
            if (member?.Name is not { Length: > 0 and <= LongestName } name || name is "." or ".." || name.AsSpan().ContainsAny("/%\\?#"))
            {
                problems.Add($"member '{member?.Name}': that is no object name");
                continue;
            }

            var claimed = ReadAddresses(member.Addresses, $"member {name}", problems).Distinct().ToList();
            if (!PublicKey.TryParse(member.PublicKey, out var key, out var error))
            {
                problems.Add($"member {name}: {error}");
            }
            else if (claimed.Count == 0 || claimed.Any(addresses.Contains))
            {
                problems.Add($"member {name}: it has no mesh address of its own");
            }
            else if (names.Contains(name) || !keys.Add(key))
            {
                problems.Add($"member {name}: its name or its key is another member's");
            }
            else
            {
                names.Add(name);
                addresses.UnionWith(claimed);
                yield return new PeerIdentity(name, key, [.. claimed.Select(PeerIdentity.HostRoute)]);
            }
        }
    }

    private static int? ReadPort(int? port, ImmutableArray<string>.Builder problems)
    {
        if (port is null or (>= 1 and <= 65535))
        {
            return port;
        }

        problems.Add($"spec.listenPort: {port} is not between 1 and 65535");
        return null;
    }

    private static string? ReadEndpoint(string? endpoint, ImmutableArray<string>.Builder problems)
    {
        if (endpoint is null || HostEndpoint.TryParse(endpoint, out _))
        {
            return endpoint;
        }

        problems.Add($"spec.endpoint: '{endpoint}' is not host:port");
        return null;
    }

    private static IEnumerable<IPAddress> ReadAddresses(IReadOnlyList<string>? texts, string where, ImmutableArray<string>.Builder problems)
    {
        foreach (var text in texts ?? [])
        {
            if (IPAddress.TryParse(text, out var address))
            {
                yield return address;
            }
            else
            {
                problems.Add($"{where}: '{text}' is not an IP address");
            }
        }
    }

    private static IEnumerable<IPNetwork> ReadCidrs(IReadOnlyList<string>? texts, ImmutableArray<string>.Builder problems)
    {
        foreach (var text in texts ?? [])
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                yield return network;
            }
            else
            {
                problems.Add($"settings.meshCIDRs: '{text}' is not a CIDR");
            }
        }
    }

    [SuppressMessage("Style", "IDE0046", Justification = "One case a line reads better.")]
    private static TimeSpan ReadDuration(string text, string field, TimeSpan fallback, ImmutableArray<string>.Builder problems)
    {
        if (MeshDuration.TryParse(text, out var value) && value >= TimeSpan.FromSeconds(1) && value <= LongestDuration)
        {
            return value;
        }

        problems.Add($"settings.{field}: '{text}' is not a duration between 1s and 1h; {fallback.TotalSeconds:0}s is used");
        return fallback;
    }
}
