using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Faults;

/// <summary>One end of a fault: a single host, a whole site, or everybody.</summary>
internal sealed record FaultParty(PlannedHost? Host, bool IsShared, IReadOnlyList<IPNetwork>? Outside)
{
    /// <summary>Addresses on its own link.</summary>
    internal IEnumerable<IPNetwork> Inside => Host?.Addresses.Select(Single) ?? [];

    internal static FaultParty Find(NetworkPlan plan, string name)
    {
        if (name == "internet")
        {
            return new FaultParty(null, IsShared: false, null);
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
            ])
            : throw new LabException($"Site {name} has no gateway of its own that could be cut off; name its machines.");
    }

    internal static IPNetwork Single(IPAddress address) =>
        new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);

    internal bool SharesSite(FaultParty other) =>
        Host?.Site is { } site && other.Host?.Site == site;

    private static FaultParty OfHost(NetworkPlan plan, PlannedHost host) => new(
        host,
        host.Site is not null && plan.Machines.Values.Count(m => m.Site == host.Site) > 1,
        [.. host.PublicAddresses.Select(Single)]);
}
