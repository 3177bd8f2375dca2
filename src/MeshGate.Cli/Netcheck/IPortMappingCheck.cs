using MeshGate.Probing.PortMapping;

namespace MeshGate.Cli.Netcheck;

/// <summary>Finds out whether the router in front lends outside ports (PCP, NAT-PMP, UPnP IGD), without keeping one.</summary>
public interface IPortMappingCheck
{
    /// <summary>Has one lent and gives it back.</summary>
    Task<PortMappingTrialResult> CheckAsync(CancellationToken cancellationToken);
}
