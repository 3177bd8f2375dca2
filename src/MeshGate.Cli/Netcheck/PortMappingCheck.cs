using MeshGate.Probing.PortMapping;

namespace MeshGate.Cli.Netcheck;

/// <summary>Asks this machine's router.</summary>
public sealed class PortMappingCheck : IPortMappingCheck
{
    /// <inheritdoc/>
    public Task<PortMappingTrialResult> CheckAsync(CancellationToken cancellationToken) => new PortMappingTrial().RunAsync(cancellationToken);
}
