using System.Net.Sockets;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Faults;

/// <summary>All UDP of a site or a machine, dropped at its way out.</summary>
internal sealed class UdpBlock(NetworkPlan plan, string party)
{
    /// <summary>Rules that drop it, each with the namespace that it belongs into.</summary>
    internal IEnumerable<(string Observer, string Rule)> Rules()
    {
        if (plan.Sites.TryGetValue(party, out var site))
        {
            return [(site.Gateways[^1].Node.Namespace, "meta l4proto udp drop")];
        }

        if (!plan.Machines.TryGetValue(party, out var host))
        {
            throw new LabException($"Site {party} has no gateway of its own that could block; name its machines.");
        }

        // What comes is met at the machine itself, since its gateway knows it by another address; what goes, one step on.
        var next = host.Site?.Gateways[0].Node.Namespace ?? plan.RouterOf(host).Namespace;
        return host.Addresses
            .Select(a => (next, $"{(a.AddressFamily == AddressFamily.InterNetwork ? "ip" : "ip6")} saddr {a} meta l4proto udp drop"))
            .Append((host.Node.Namespace, "iifname \"eth0\" meta l4proto udp drop"));
    }
}
