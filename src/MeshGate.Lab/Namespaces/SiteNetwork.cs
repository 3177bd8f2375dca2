using System.Globalization;
using System.Net;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Namespaces;

/// <summary>The private networks of one site: one behind each of its gateways.</summary>
internal sealed class SiteNetwork(NetworkPlan plan, SitePlan site, SiteSpec spec)
{
    private readonly string[] _lans = [.. site.Gateways.Select(_ => plan.Addresses.NextLan())];
    private int _ports;
    private int _hosts = 10;

    /// <summary>Furnishes each gateway's inside, and joins each gateway but the outermost to the next one's inside.</summary>
    internal void AddLans()
    {
        for (var level = 0; level < site.Gateways.Count; level++)
        {
            var node = site.Gateways[level].Node;

            // Snooping would hold back IPv6 neighbour discovery for the bridge's first seconds.
            node.IpCommands.AddRange(["link add lan type bridge forward_delay 0 mcast_snooping 0", "link set lan up"]);
            if (spec.Family.HasFlag(IPFamily.IPv4))
            {
                node.IpCommands.Add($"addr add {_lans[level]}.1/24 dev lan");
            }

            if (spec.Family.HasFlag(IPFamily.IPv6))
            {
                node.IpCommands.Add($"addr add {Prefix(level)}::1/64 dev lan nodad");
            }

            if (level > 0)
            {
                Join(level);
            }
        }
    }

    /// <summary>Puts a machine into the innermost network.</summary>
    internal void AddMachine(PlannedHost host, IPFamily families)
    {
        var number = _hosts++;
        if (number > 250)
        {
            throw new LabException($"Site {site.Name} has too many machines.");
        }

        Plug(host.Node, "eth0", 0);
        host.Node.IpCommands.Add("link set eth0 up");
        if (families.HasFlag(IPFamily.IPv4))
        {
            Configure(host.Node, "eth0", string.Create(CultureInfo.InvariantCulture, $"{_lans[0]}.{number}/24"), $"{_lans[0]}.1");
            host.Addresses.Add(IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"{_lans[0]}.{number}")));
        }

        if (families.HasFlag(IPFamily.IPv6))
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"{Prefix(0)}::{number:x}");
            Configure(host.Node, "eth0", $"{address}/64", $"{Prefix(0)}::1");
            host.Addresses.Add(IPAddress.Parse(address));
        }
    }

    private void Join(int level)
    {
        var inner = site.Gateways[level - 1];
        var outer = site.Gateways[level];
        Plug(inner.Node, "wan", level);
        inner.Node.IpCommands.Add("link set wan up");
        if (spec.Family.HasFlag(IPFamily.IPv4))
        {
            inner.WanAddress = IPAddress.Parse($"{_lans[level]}.2");
            Configure(inner.Node, "wan", $"{_lans[level]}.2/24", $"{_lans[level]}.1");
        }

        if (spec.Family.HasFlag(IPFamily.IPv6))
        {
            Configure(inner.Node, "wan", $"{Prefix(level)}::2/64", $"{Prefix(level)}::1");
            for (var below = 0; below < level; below++)
            {
                outer.Node.IpCommands.Add($"route add {Prefix(below)}::/64 via {Prefix(level)}::2 dev lan");
            }
        }
    }

    private void Plug(NodePlan node, string device, int level)
    {
        var port = string.Create(CultureInfo.InvariantCulture, $"l{_ports++}");
        var gateway = site.Gateways[level].Node;
        plan.Veths.Add(new VethPlan(node.Namespace, device, gateway.Namespace, port));
        gateway.IpCommands.AddRange([$"link set {port} master lan", $"link set {port} up"]);
        if (spec.Isolated && level == 0)
        {
            gateway.IpCommands.Add($"link set {port} type bridge_slave isolated on");
        }
    }

    private static void Configure(NodePlan node, string device, string address, string router)
    {
        var ipv6 = address.Contains(':', StringComparison.Ordinal);
        node.IpCommands.Add($"addr add {address} dev {device}{(ipv6 ? " nodad" : string.Empty)}");
        node.IpCommands.Add($"route add {(ipv6 ? "::/0" : "default")} via {router} dev {device}");
    }

    private string Prefix(int level) => string.Create(CultureInfo.InvariantCulture, $"{site.Ipv6Prefix}:{level:x}");
}
