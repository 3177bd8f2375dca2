namespace MeshGate.Lab.Namespaces;

/// <summary>The whole network of a lab, before anything is built.</summary>
public sealed class NetworkPlan
{
    /// <summary>Every namespace.</summary>
    public List<NodePlan> Nodes { get; } = [];

    /// <summary>Every cable.</summary>
    public List<VethPlan> Veths { get; } = [];

    /// <summary>The router that joins everything.</summary>
    public required NodePlan Internet { get; init; }

    /// <summary>Where API and operator are reached.</summary>
    public required PlannedHost Control { get; init; }

    /// <summary>Sites by name.</summary>
    public Dictionary<string, SitePlan> Sites { get; } = new(StringComparer.Ordinal);

    /// <summary>Machines by name.</summary>
    public Dictionary<string, PlannedHost> Machines { get; } = new(StringComparer.Ordinal);

    /// <summary>Servers by name.</summary>
    public Dictionary<string, PlannedHost> Servers { get; } = new(StringComparer.Ordinal);

    /// <summary>Hands out the public addresses that are left.</summary>
    public required AddressPool Addresses { get; init; }

    /// <summary>Regions by name.</summary>
    public Dictionary<string, RegionPlan> Regions { get; } = new(StringComparer.Ordinal);

    /// <summary>Where what is on the internet or in a region is attached, by the name of its namespace.</summary>
    public Dictionary<string, AttachmentPlan> Attachments { get; } = new(StringComparer.Ordinal);

    /// <summary>The router that a host's packets meet first, past the gateways of its site.</summary>
    public NodePlan RouterOf(PlannedHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Attachments[(host.Site?.Gateways[^1].Node ?? host.Node).Name].Router;
    }
}
