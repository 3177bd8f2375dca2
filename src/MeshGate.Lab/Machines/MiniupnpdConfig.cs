using System.Net;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Nat;
using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Machines;

/// <summary>
/// Writes the configuration of miniupnpd, which lends ports on a site's innermost router. It refuses outside addresses that are
/// reserved, as all of the lab's are, unless it sees by STUN that it can be reached there.
/// </summary>
internal static class MiniupnpdConfig
{
    /// <summary>Writes the file and returns its path.</summary>
    internal static string Write(LabDirectory directory, SitePlan site, IPAddress stunServer)
    {
        var protocols = site.Gateways[0].PortMapping;
        var hasPort5351 = protocols.Contains(RouterProtocol.Pcp) || protocols.Contains(RouterProtocol.NatPmp);
        return directory.WriteSecret($"routers/{site.Name}.conf", string.Join('\n', [
            "ext_ifname=wan",
            "listening_ip=lan",
            "ext_perform_stun=yes",
            $"ext_stun_host={stunServer}",
            $"ext_stun_port={TurnserverConfig.Port}",
            $"enable_natpmp={(hasPort5351 ? "yes" : "no")}",
            $"enable_upnp={(protocols.Contains(RouterProtocol.Upnp) ? "yes" : "no")}",
            $"upnp_table_name={PortMappingRules.Table}",
            $"upnp_nat_table_name={PortMappingRules.Table}",
            "upnp_forward_chain=forward",
            "upnp_nat_chain=prerouting",
            "upnp_nat_postrouting_chain=postrouting",
            "secure_mode=yes",
            "min_lifetime=10",
            "system_uptime=no",
            "ipv6_disable=yes",
            $"uuid={Guid.NewGuid()}",
            string.Empty,
        ]));
    }

    /// <summary>The command, which stays in the foreground.</summary>
    internal static IReadOnlyList<string> Command(LabDirectory directory, SitePlan site, IPAddress stunServer) =>
        ["miniupnpd", "-d", "-f", Write(directory, site, stunServer), "-P", directory.File($"routers/{site.Name}.pid")];
}
