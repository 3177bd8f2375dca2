using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Nat;

/// <summary>Writes the nftables ruleset of a NAT gateway. IPv6 is filtered by state and never translated (RFC 6092).</summary>
public static class NatRuleset
{
    /// <summary>The complete ruleset; loading it again replaces it and keeps existing connections.</summary>
    public static string Write(GatewayPlan gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        var text = new StringBuilder();
        WriteFilter(text, gateway);
        if (gateway.WanAddress is not null)
        {
            WriteNat(text, gateway);
        }

        return text.ToString();
    }

    private static void WriteFilter(StringBuilder text, GatewayPlan gateway)
    {
        var blockUdp = gateway.Kind == NatKind.UdpBlocked ? "meta l4proto udp drop" : string.Empty;

        // Without the drop on input, a packet for the gateway itself that comes first would claim the tuple that the
        // machine's own mapping needs, and move that mapping to another port.
        text.Append(CultureInfo.InvariantCulture, $$"""
            table inet gateway
            delete table inet gateway
            table inet gateway {
              chain forward {
                type filter hook forward priority filter; policy drop;
                {{blockUdp}}
                ct state established,related accept
                iifname "lan" accept
                ct status dnat accept
              }
              chain input {
                type filter hook input priority filter; policy accept;
                iifname "wan" meta l4proto udp ct state new drop
              }
            }

            """);
    }

    private static void WriteNat(StringBuilder text, GatewayPlan gateway)
    {
        var lifetime = (int)gateway.MappingLifetime.TotalSeconds;
        var inbound = gateway.Kind switch
        {
            NatKind.FullCone => "iifname \"wan\" meta l4proto udp dnat ip to udp dport map @mapped",
            NatKind.AddressRestricted =>
                "iifname \"wan\" meta l4proto udp ip saddr . udp dport @asked dnat ip to udp dport map @mapped",
            _ => string.Empty,
        };
        var hairpin = gateway.Hairpin
            ? $"iifname \"lan\" ip daddr {gateway.WanAddress} meta l4proto udp dnat ip to udp dport map @mapped"
            : string.Empty;
        var loopback = gateway.Hairpin ? $"iifname \"lan\" oifname \"lan\" ct status dnat snat to {gateway.WanAddress}" : string.Empty;
        var masquerade = gateway.Kind == NatKind.Symmetric ? "masquerade fully-random" : "masquerade";

        text.Append(CultureInfo.InvariantCulture, $$"""
            table ip nat
            delete table ip nat
            table ip nat {
              map mapped {
                type inet_service : ipv4_addr . inet_service; flags dynamic,timeout; timeout {{lifetime}}s; size 65535;
              }
              set asked {
                type ipv4_addr . inet_service; flags dynamic,timeout; timeout {{lifetime}}s; size 65535;
              }
              chain learn {
                type filter hook postrouting priority 90; policy accept;
                {{Moved(gateway, (source, port) => $"{source} update @asked {{ ip daddr . {port} }} update @mapped {{ {port} : ip saddr . udp sport }} accept")}}
                oifname "wan" meta l4proto udp update @asked { ip daddr . udp sport }
                oifname "wan" meta l4proto udp update @mapped { udp sport : ip saddr . udp sport }
              }
              chain inbound {
                type nat hook prerouting priority dstnat; policy accept;
                {{inbound}}
                {{hairpin}}
              }
              chain hairpin {
                type nat hook postrouting priority 99; policy accept;
                {{loopback}}
              }
              chain outbound {
                type nat hook postrouting priority srcnat; policy accept;
                {{Moved(gateway, (source, port) => $"{source} masquerade to :{port}")}}
                oifname "wan" {{masquerade}}
              }
            }

            """);
    }

    private static string Moved(GatewayPlan gateway, Func<string, int, string> rule) =>
        string.Join('\n', gateway.MovedPorts
            .Where(m => m.Key.AddressFamily == AddressFamily.InterNetwork)
            .Select(m => rule(Source(m.Key), m.Value)));

    private static string Source(IPEndPoint inside) =>
        $"oifname \"wan\" ip saddr {inside.Address} udp sport {inside.Port.ToString(CultureInfo.InvariantCulture)}";
}
