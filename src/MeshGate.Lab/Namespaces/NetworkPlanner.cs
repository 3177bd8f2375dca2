using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Nat;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Namespaces;

/// <summary>
/// Lays out a scenario's network: a router called internet, and on cables of their own the control plane, the servers, the sites'
/// gateways and the machines that have no site; those in a region are on a router of the region's. Equal scenarios give equal plans.
/// </summary>
public sealed class NetworkPlanner
{
    private const string BridgeFilter = "net/bridge/bridge-nf-call-iptables";
    private const int LastStage = int.MaxValue;
    private readonly string _prefix;
    private readonly NetworkPlan _plan;

    private NetworkPlanner(string labId)
    {
        _prefix = $"mg{labId}-";
        var internet = new NodePlan("internet", _prefix + "internet", 0);
        var control = new NodePlan("control", _prefix + "control", LastStage);
        _plan = new NetworkPlan { Internet = internet, Control = new PlannedHost(control), Addresses = new AddressPool() };
        _plan.Nodes.Add(internet);
        PrepareRouter(internet);
        AddNode(control, router: false);
        Attach(_plan.Control, null, "eth0", AddressPool.Control, AddressPool.ControlIPv6);
    }

    /// <summary>Makes the plan of a lab with the given id.</summary>
    public static NetworkPlan Plan(Scenario scenario, string labId)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var planner = new NetworkPlanner(labId);
        foreach (var region in scenario.Regions)
        {
            planner.AddRegion(region.Name);
        }

        foreach (var server in scenario.Servers)
        {
            planner.AddServer(server);
        }

        foreach (var site in scenario.Sites.Where(s => s.Nat.Count > 0))
        {
            planner.AddSite(site, [.. scenario.Machines.Where(m => m.Site == site.Name)]);
        }

        foreach (var machine in scenario.Machines.Where(m => !planner._plan.Machines.ContainsKey(m.Name)))
        {
            planner.AddPublicMachine(machine);
        }

        var twice = planner._plan.Nodes.GroupBy(n => n.Namespace, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? planner._plan
            : throw new LabException($"Two things are called {twice.First().Name}; rename one.");
    }

    /// <summary>The commands that give an interface of the internet's neighbour a public address, and that take it away.</summary>
    internal static string Route(IPAddress address, string port, bool remove = false) =>
        $"route {(remove ? "del" : "add")} {Host(address)} dev {port}";

    internal static string Assign(IPAddress address, string device, bool remove = false) =>
        $"addr {(remove ? "del" : "add")} {Host(address)} dev {device}"
        + (address.AddressFamily == AddressFamily.InterNetworkV6 && !remove ? " nodad" : string.Empty);

    private static string Host(IPAddress address) =>
        $"{address}/{(address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}";

    private void AddRegion(string name)
    {
        var router = new NodePlan($"region-{name}", $"{_prefix}region-{name}", 0);
        var region = new RegionPlan(name, router, $"r{_plan.Regions.Count + 1}");
        _plan.Regions[name] = region;
        _plan.Nodes.Add(router);
        PrepareRouter(router);
        router.IpCommands.AddRange([
            .. RegionPlan.End(RegionPlan.Uplink), $"route add default dev {RegionPlan.Uplink}", $"route add ::/0 dev {RegionPlan.Uplink}",
        ]);
        _plan.Internet.IpCommands.AddRange(RegionPlan.End(region.InternetPort));
    }

    private void AddServer(ServerSpec server)
    {
        var host = AddHost(server.Name);
        _plan.Servers[server.Name] = host;
        var addresses = new List<IPAddress>();
        if (server.Family.HasFlag(IPFamily.IPv4))
        {
            addresses.AddRange(server.Addresses.Count > 0
                ? server.Addresses
                : [_plan.Addresses.NextServer(), _plan.Addresses.NextServer()]);
        }

        if (server.Family.HasFlag(IPFamily.IPv6))
        {
            addresses.AddRange([_plan.Addresses.NextIPv6(), _plan.Addresses.NextIPv6()]);
        }

        Attach(host, server.Region, "eth0", [.. addresses]);
        if (server.Unreachable)
        {
            // Silence, not a refusal: what a firewall or a dead host looks like from afar.
            host.Node.Ruleset = "table inet silence {\nchain in {\ntype filter hook prerouting priority raw; policy drop;\n}\n}\n";
        }
    }

    private void AddPublicMachine(MachineSpec machine)
    {
        var host = AddHost(machine.Name);
        _plan.Machines[machine.Name] = host;
        Attach(host, machine.Region, "eth0", [
            .. machine.Family.HasFlag(IPFamily.IPv4) ? [_plan.Addresses.NextMachine()] : Array.Empty<IPAddress>(),
            .. machine.Family.HasFlag(IPFamily.IPv6) ? [_plan.Addresses.NextIPv6()] : Array.Empty<IPAddress>(),
        ]);
    }

    private void AddSite(SiteSpec spec, IReadOnlyList<MachineSpec> machines)
    {
        var number = _plan.Sites.Count + 1;
        var prefix = spec.Family.HasFlag(IPFamily.IPv6)
            ? string.Create(CultureInfo.InvariantCulture, $"2001:db8:{number:x}")
            : null;
        var gateways = spec.Nat.Select((kind, i) => new GatewayPlan(
            new NodePlan($"{spec.Name}-gw{i + 1}", $"{_prefix}{spec.Name}-gw{i + 1}", spec.Nat.Count - i),
            kind, spec.Hairpin, spec.MappingLifetime) { PortMapping = i == 0 ? spec.PortMapping : [] }).ToArray();
        var site = new SitePlan(spec.Name, gateways, prefix);
        _plan.Sites[spec.Name] = site;

        var builder = new SiteNetwork(_plan, site, spec);
        foreach (var gateway in gateways)
        {
            AddNode(gateway.Node, router: true);
        }

        var outermost = new PlannedHost(gateways[^1].Node);
        builder.AddLans();
        Attach(outermost, spec.Region, "wan", [
            .. spec.Family.HasFlag(IPFamily.IPv4) ? [_plan.Addresses.NextGateway()] : Array.Empty<IPAddress>(),
            .. spec.Family.HasFlag(IPFamily.IPv6) ? [_plan.Addresses.NextIPv6()] : Array.Empty<IPAddress>(),
        ]);
        gateways[^1].WanAddress = outermost.Addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);
        if (prefix is not null)
        {
            var attachment = _plan.Attachments[gateways[^1].Node.Name];
            attachment.Router.IpCommands.Add($"route add {prefix}::/48 via {outermost.Addresses[^1]} dev {attachment.Port}");
            if (attachment.Region is { } region)
            {
                _plan.Internet.IpCommands.Add($"route add {prefix}::/48 dev {region.InternetPort}");
            }
        }

        foreach (var machine in machines)
        {
            var host = AddHost(machine.Name);
            host.Site = site;
            _plan.Machines[machine.Name] = host;
            builder.AddMachine(host, machine.Family);
        }

        foreach (var gateway in gateways)
        {
            gateway.Node.Ruleset = NatRuleset.Write(gateway) + PortMappingRules.Chains(gateway);
            if (gateway.PortMapping.Count > 0)
            {
                gateway.Node.Parameters["net/ipv4/ip_local_port_range"] = $"{PortMappingRules.FirstOwnPort} {PortMappingRules.LastOwnPort}";
            }

            // Where bridges ask the packet filter (br_netfilter), a packet for a neighbour that was translated would be bridged, not routed,
            // and so meet the wall between neighbours.
            if (spec.Isolated && File.Exists($"/proc/sys/{BridgeFilter}"))
            {
                gateway.Node.LateParameters[BridgeFilter] = "0";
            }

            var lifetime = ((int)gateway.MappingLifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            gateway.Node.LateParameters["net/netfilter/nf_conntrack_udp_timeout"] = lifetime;
            gateway.Node.LateParameters["net/netfilter/nf_conntrack_udp_timeout_stream"] = lifetime;
        }
    }

    private PlannedHost AddHost(string name)
    {
        var node = new NodePlan(name, _prefix + name, LastStage);
        AddNode(node, router: false);
        return new PlannedHost(node);
    }

    private void AddNode(NodePlan node, bool router)
    {
        _plan.Nodes.Add(node);
        Prepare(node, router);
    }

    private static void PrepareRouter(NodePlan router)
    {
        Prepare(router, router: true);
        router.IpCommands.AddRange([$"addr add {AddressPool.Router}/32 dev lo", "addr add 2001:db8::1/128 dev lo nodad"]);
    }

    private static void Prepare(NodePlan node, bool router)
    {
        node.IpCommands.Add("link set lo up");
        foreach (var scope in (string[])["all", "default"])
        {
            node.Parameters[$"net/ipv4/conf/{scope}/rp_filter"] = "0";
            node.Parameters[$"net/ipv4/conf/{scope}/send_redirects"] = "0";
            node.Parameters[$"net/ipv6/conf/{scope}/accept_dad"] = "0";
            node.Parameters[$"net/ipv6/conf/{scope}/accept_ra"] = "0";
            node.Parameters[$"net/ipv6/conf/{scope}/forwarding"] = router ? "1" : "0";
        }

        node.Parameters["net/ipv4/ip_forward"] = router ? "1" : "0";
        if (router && Directory.Exists("/proc/sys/net/bridge"))
        {
            // Else what a router turns back into its LAN is bridged instead of routed, and never to the port that it came from.
            node.Parameters["net/bridge/bridge-nf-call-iptables"] = "0";
        }
    }

    /// <summary>Gives a host a cable of its own to the internet or to its region, with its addresses and the way out.</summary>
    private void Attach(PlannedHost host, string? region, string device, params IPAddress[] addresses)
    {
        var port = $"p{_plan.Attachments.Count + 1}";
        var attachment = new AttachmentPlan(_plan.Internet, region is null ? null : _plan.Regions[region], port);
        _plan.Attachments[host.Node.Name] = attachment;
        _plan.Veths.Add(new VethPlan(host.Node.Namespace, device, attachment.Router.Namespace, port));
        attachment.Router.IpCommands.AddRange([$"link set {port} up", $"addr add {AddressPool.RouterLinkLocal}/64 dev {port} nodad"]);
        host.Node.IpCommands.Add($"link set {device} up");
        host.Addresses.AddRange(addresses);
        foreach (var address in addresses)
        {
            host.Node.IpCommands.Add(Assign(address, device));
            foreach (var (router, command) in attachment.Routes(address))
            {
                router.IpCommands.Add(command);
            }
        }

        if (addresses.Any(a => a.AddressFamily == AddressFamily.InterNetwork))
        {
            host.Node.IpCommands.Add($"route add default via {AddressPool.Router} dev {device} onlink");
        }

        if (addresses.Any(a => a.AddressFamily == AddressFamily.InterNetworkV6))
        {
            host.Node.IpCommands.Add($"route add ::/0 via {AddressPool.RouterLinkLocal} dev {device}");
        }
    }
}
