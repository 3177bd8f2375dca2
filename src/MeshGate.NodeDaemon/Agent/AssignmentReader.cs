using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Identity;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>
/// Reads a MeshNode's orders. What one member or one setting has wrong costs that member or setting alone, and is told.
/// </summary>
public static class AssignmentReader
{
    private const int DefaultMtu = 1380;

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

        var settings = assignment.Settings;
        var read = new Assignment
        {
            Revision = assignment.Revision,
            Addresses = [.. ReadAddresses(node.Spec.Addresses ?? [], "spec.addresses", found)],
            ListenPort = node.Spec.ListenPort,
            Endpoint = node.Spec.Endpoint,
            MeshCidrs = [.. ReadCidrs(settings.MeshCIDRs, found)],
            Mtu = settings.Mtu is >= 1280 and <= 9000 ? settings.Mtu : DefaultMtu,
            StunServers = [.. settings.StunServers],
            KeepAlive = ReadDuration(settings.KeepAliveInterval, "keepAliveInterval", TimeSpan.FromSeconds(10), found),
            DiscoveryInterval = ReadDuration(settings.DiscoveryInterval, "discoveryInterval", TimeSpan.FromSeconds(30), found),
            HeartbeatInterval = ReadDuration(settings.HeartbeatInterval, "heartbeatInterval", TimeSpan.FromSeconds(10), found),
            Peers = [.. ReadPeers(assignment.Members, found)],
        };
        problems = found.ToImmutable();
        return read;
    }

    private static IEnumerable<PeerIdentity> ReadPeers(IReadOnlyList<MeshMember> members, ImmutableArray<string>.Builder problems)
    {
        var claimed = new HashSet<IPAddress>();
        foreach (var member in members)
        {
            var addresses = ReadAddresses(member.Addresses, $"member {member.Name}", problems).ToList();
            if (!PublicKey.TryParse(member.PublicKey, out var key, out var error))
            {
                problems.Add($"member {member.Name}: {error}");
            }
            else if (addresses.Count > 0 && addresses.All(claimed.Add))
            {
                yield return new PeerIdentity(member.Name, key, [.. addresses.Select(address => new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))]);
            }
            else
            {
                problems.Add($"member {member.Name}: it has no mesh address of its own");
            }
        }
    }

    private static IEnumerable<IPAddress> ReadAddresses(IReadOnlyList<string> texts, string where, ImmutableArray<string>.Builder problems)
    {
        foreach (var text in texts)
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

    private static IEnumerable<IPNetwork> ReadCidrs(IReadOnlyList<string> texts, ImmutableArray<string>.Builder problems)
    {
        foreach (var text in texts)
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
        if (MeshDuration.TryParse(text, out var value) && value >= TimeSpan.FromSeconds(1))
        {
            return value;
        }

        problems.Add($"settings.{field}: '{text}' is not a duration of a second or more; {fallback.TotalSeconds:0}s is used");
        return fallback;
    }
}
