using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>
/// The rules of a gateway, in a table of nftables of its own: what comes out of the tunnel is forwarded to the networks of its routes and
/// nowhere else, answers aside; where a route asks for it, under this machine's own address.
/// </summary>
public static class ForwardingTable
{
    /// <summary>The commands for <c>nft -f</c>; without routes, those that take the table away.</summary>
    /// <param name="interfaceName">The tunnel's interface, which the table is named after.</param>
    /// <param name="order">What is to be forwarded.</param>
    public static string Render(string interfaceName, ForwardingOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var table = NftNames.Table(NftNames.Gateway, interfaceName);
        var commands = new StringBuilder($"table inet {table}\ndelete table inet {table}\n");
        if (order.Routes.IsEmpty)
        {
            return commands.ToString();
        }

        commands.Append(CultureInfo.InvariantCulture, $"table inet {table} {{\n");
        commands.Append("  chain forward {\n    type filter hook forward priority 0; policy accept;\n");
        foreach (var (family, networks) in ByFamily(order.Routes.SelectMany(route => route.Networks)))
        {
            commands.Append(CultureInfo.InvariantCulture, $"    iifname \"{interfaceName}\" {family} daddr {{ {networks} }} accept\n");
        }

        commands.Append(CultureInfo.InvariantCulture, $"    iifname \"{interfaceName}\" ct state established,related accept\n    iifname \"{interfaceName}\" drop\n  }}\n");
        commands.Append("  chain postrouting {\n    type nat hook postrouting priority 100; policy accept;\n");
        var mesh = ByFamily(order.Mesh);
        foreach (var (family, networks) in ByFamily(order.Routes.Where(route => route.Masquerade).SelectMany(route => route.Networks)))
        {
            foreach (var (_, ranges) in mesh.Where(own => own.Family == family))
            {
                commands.Append(CultureInfo.InvariantCulture, $"    oifname != \"{interfaceName}\" {family} saddr {{ {ranges} }} {family} daddr {{ {networks} }} masquerade\n");
            }
        }

        return commands.Append("  }\n}\n").ToString();
    }

    // Two intervals of one set must not lie in each other.
    private static List<(string Family, string Networks)> ByFamily(IEnumerable<IPNetwork> networks)
    {
        var all = networks.Distinct().ToList();
        return
        [
            .. all
                .Where(network => !all.Any(other => !other.Equals(network) && Core.Addressing.OutsideNetwork.Contains(other, network)))
                .OrderBy(network => network.ToString(), StringComparer.Ordinal)
                .GroupBy(network => network.BaseAddress.AddressFamily)
                .Select(family => (family.Key == AddressFamily.InterNetwork ? "ip" : "ip6", string.Join(", ", family))),
        ];
    }
}
