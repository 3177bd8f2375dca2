using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Faults;

/// <summary>The packets from one party to another: where they can be told from all others, and by what.</summary>
internal sealed class FaultPath(NetworkPlan plan, FaultParty sender, FaultParty receiver)
{
    /// <summary>Rules that do <paramref name="verdict"/> with the packets, each with the namespace that it belongs into.</summary>
    internal IEnumerable<(string Observer, string Rule)> Rules(string verdict) =>
        Rules(AddressFamily.InterNetwork, "ip", verdict).Concat(Rules(AddressFamily.InterNetworkV6, "ip6", verdict));

    private List<(string Observer, string Rule)> Rules(AddressFamily family, string word, string verdict)
    {
        var from = Match(sender.Outside, family, $"{word} saddr");
        var to = Match(receiver.Outside, family, $"{word} daddr");
        if (sender.SharesSite(receiver))
        {
            // Neighbours do not meet the internet; by a hairpin they come with the outside address.
            var near = Match([.. sender.Inside, .. sender.Outside ?? []], family, $"{word} saddr");
            return near is null ? [] : [(receiver.Host!.Node.Namespace, near + verdict)];
        }

        if (from is null || to is null)
        {
            return [];
        }

        // IPv6 addresses are nobody else's. IPv4 ones may be shared: then the sender's own gateway tags its packets, and the
        // receiver's packets are met at the receiver. Everything else is met in the middle, where a line would be cut, so
        // that NATs on the way see what they would see.
        var ipv4 = family == AddressFamily.InterNetwork;
        var rules = new List<(string, string)>();
        var tag = string.Empty;
        if (ipv4 && sender.IsShared)
        {
            var number = (plan.Machines.Values.ToList().IndexOf(sender.Host!) % 62) + 1;
            var code = number.ToString(CultureInfo.InvariantCulture);
            rules.Add((
                sender.Host!.Site!.Gateways[0].Node.Namespace,
                $"{Match([.. sender.Inside], family, "ip saddr")}{to}ip dscp set {code}"));
            tag = $"ip dscp {code} ";
        }

        rules.Add(ipv4 && receiver.IsShared
            ? (receiver.Host!.Node.Namespace, (from.Length > 0 ? from : FromAfar) + tag + verdict)
            : (Middle.Namespace, from + to + tag + verdict));
        return rules;
    }

    // What stays within a region does not meet the internet's router.
    private NodePlan Middle =>
        sender.Router is { } one && receiver.Router is { } other ? (one == other ? one : plan.Internet) : sender.Router ?? receiver.Router ?? plan.Internet;

    // Everybody but the receiver's neighbours, who do not come by the internet.
    private string FromAfar =>
        $"ip saddr != {receiver.Host!.Addresses.First(a => a.AddressFamily == AddressFamily.InterNetwork)}/24 ";

    // Empty: anybody; null: nobody of that family.
    private static string? Match(IReadOnlyList<IPNetwork>? networks, AddressFamily family, string field)
    {
        if (networks is null)
        {
            return string.Empty;
        }

        var texts = networks.Where(n => n.BaseAddress.AddressFamily == family).Select(n => n.ToString()).Distinct().ToArray();
        return texts.Length == 0 ? null : $"{field} {{ {string.Join(", ", texts)} }} ";
    }
}
