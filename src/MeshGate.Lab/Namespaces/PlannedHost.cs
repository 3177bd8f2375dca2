using System.Net;

namespace MeshGate.Lab.Namespaces;

/// <summary>A machine, a server or the control plane with its place in the network.</summary>
public sealed class PlannedHost(NodePlan node)
{
    /// <summary>The host's namespace.</summary>
    public NodePlan Node => node;

    /// <summary>The site that it is in; null for a host that is on the internet itself.</summary>
    public SitePlan? Site { get; set; }

    /// <summary>Addresses of its own interface.</summary>
    public List<IPAddress> Addresses { get; } = [];

    /// <summary>The addresses that the internet sees it by: its own, or its outermost gateway's.</summary>
    public IEnumerable<IPAddress> PublicAddresses =>
        Site?.Gateways[^1].WanAddress is { } outside
            ? Addresses.Where(a => a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6).Append(outside)
            : Addresses;
}
