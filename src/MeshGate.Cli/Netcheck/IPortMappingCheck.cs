namespace MeshGate.Cli.Netcheck;

/// <summary>Finds out whether the router in front lends outside ports (PCP, NAT-PMP, UPnP IGD), without keeping one.</summary>
public interface IPortMappingCheck
{
    /// <summary>Asks.</summary>
    Task<PortMappingAnswer> CheckAsync(CancellationToken cancellationToken);
}
