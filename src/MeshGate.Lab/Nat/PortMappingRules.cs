using System.Globalization;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Nat;

/// <summary>What a gateway's ruleset has for miniupnpd.</summary>
internal static class PortMappingRules
{
    /// <summary>The table whose chains miniupnpd fills.</summary>
    internal const string Table = "lent";

    /// <summary>The first and last port of the router's own sockets.</summary>
    internal const int FirstOwnPort = 40000;

    internal const int LastOwnPort = 40999;

    /// <summary>
    /// The chains, made once: what miniupnpd put there outlives a reload of the gateway's other rules. What it lends passes the
    /// filter as translated traffic.
    /// </summary>
    internal static string Chains(GatewayPlan gateway) => gateway.PortMapping.Count == 0 ? string.Empty : $$"""
        table inet {{Table}} {
          chain forward {
          }
          chain prerouting {
          }
          chain postrouting {
          }
          chain inbound {
            type nat hook prerouting priority dstnat - 1; policy accept;
            jump prerouting
          }
          chain outbound {
            type nat hook postrouting priority srcnat - 1; policy accept;
            jump postrouting
          }
        }

        """;

    /// <summary>Empties the chains, as a router does that starts; miniupnpd leaves them as they are when it ends.</summary>
    internal const string Forget = $"flush table inet {Table}\nadd rule inet {Table} inbound jump prerouting\nadd rule inet {Table} outbound jump postrouting\n";

    /// <summary>
    /// Lets the answers to the router's own STUN tests in, which come from addresses that it did not ask, and drops the requests of
    /// what it is not to speak: miniupnpd has PCP and NAT-PMP together or not at all. They differ in the first byte, their version.
    /// </summary>
    internal static string Input(GatewayPlan gateway)
    {
        if (gateway.PortMapping.Count == 0)
        {
            return string.Empty;
        }

        var rules = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"iifname \"wan\" udp sport {{ 3478, 3479 }} udp dport {FirstOwnPort}-{LastOwnPort} accept"),
        };
        (RouterProtocol Protocol, int Version)[] versions = [(RouterProtocol.Pcp, 2), (RouterProtocol.NatPmp, 0)];
        var isAny = versions.Any(v => gateway.PortMapping.Contains(v.Protocol));
        rules.AddRange(versions
            .Where(v => isAny && !gateway.PortMapping.Contains(v.Protocol))
            .Select(v => string.Create(CultureInfo.InvariantCulture, $"iifname \"lan\" udp dport 5351 @th,64,8 {v.Version} drop")));
        return string.Join('\n', rules);
    }

    /// <summary>The router's own packets leave as they are: it would find itself behind its own NAT.</summary>
    internal static string Outbound(GatewayPlan gateway) =>
        gateway.PortMapping.Count == 0 ? string.Empty : $"oifname \"wan\" ip saddr {gateway.WanAddress} udp sport {FirstOwnPort}-{LastOwnPort} accept";
}
