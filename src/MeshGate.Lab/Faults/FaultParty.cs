using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Faults;

/// <summary>One end of a fault: a single host, a whole site, or everybody.</summary>
/// <param name="Host">The host; null for a site, and for everybody.</param>
/// <param name="IsShared">Whether others have its outside address, too.</param>
/// <param name="Outside">The addresses that the internet sees it by; null for everybody's.</param>
/// <param name="Router">The router that its packets meet first; null for everybody's.</param>
internal sealed record FaultParty(PlannedHost? Host, bool IsShared, IReadOnlyList<IPNetwork>? Outside, NodePlan? Router)
{
    /// <summary>Addresses on its own link.</summary>
    internal IEnumerable<IPNetwork> Inside => Host?.Addresses.Select(Single) ?? [];

    internal static FaultParty Find(NetworkPlan plan, string name)
    {
        if (name == "internet")
        {
            return new FaultParty(null, IsShared: false, null, null);
        }

        if (name == "api")
        {
            return OfHost(plan, plan.Control);
        }

        if (plan.Machines.TryGetValue(name, out var host) || plan.Servers.TryGetValue(name, out host))
        {
            return OfHost(plan, host);
        }

        return plan.Sites.TryGetValue(name, out var site)
            ? new FaultParty(null, IsShared: false, [
                .. site.Gateways[^1].WanAddress is { } wan ? [Single(wan)] : Array.Empty<IPNetwork>(),
                .. site.Ipv6Prefix is { } prefix ? [IPNetwork.Parse($"{prefix}::/48")] : Array.Empty<IPNetwork>(),
            ], plan.Attachments[site.Gateways[^1].Node.Name].Router)
            : throw new LabException($"Site {name} has no gateway of its own that could be cut off; name its machines.");
    }

    internal static IPNetwork Single(IPAddress address) =>
        new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);

    internal bool SharesSite(FaultParty other) =>
        Host?.Site is { } site && other.Host?.Site == site;

    private static FaultParty OfHost(NetworkPlan plan, PlannedHost host) => new(
        host,
        host.Site is not null && plan.Machines.Values.Count(m => m.Site == host.Site) > 1,
        [.. host.PublicAddresses.Select(Single)],
        plan.RouterOf(host));
}
