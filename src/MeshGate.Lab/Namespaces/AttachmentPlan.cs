using System.Net;

namespace MeshGate.Lab.Namespaces;

/// <summary>Where a machine, a server or a site's gateway is attached: to the internet's router, or to that of a region.</summary>
/// <param name="Internet">The internet's router.</param>
/// <param name="Region">The region; null on the internet itself.</param>
/// <param name="Port">The router's interface towards it.</param>
public sealed record AttachmentPlan(NodePlan Internet, RegionPlan? Region, string Port)
{
    /// <summary>The router that it is attached to.</summary>
    public NodePlan Router => Region?.Router ?? Internet;

    /// <summary>The commands that lead an address to it, or do not any more, each with the router that it is for.</summary>
    internal IEnumerable<(NodePlan Router, string Command)> Routes(IPAddress address, bool remove = false)
    {
        yield return (Router, NetworkPlanner.Route(address, Port, remove));
        if (Region is not null)
        {
            yield return (Internet, NetworkPlanner.Route(address, Region.InternetPort, remove));
        }
    }
}
