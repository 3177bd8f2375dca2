namespace MeshGate.Cli.Netcheck;

/// <summary>Asks no router, and says so.</summary>
public sealed class PortMappingUnchecked : IPortMappingCheck
{
    /// <inheritdoc/>
    public Task<PortMappingAnswer> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(PortMappingAnswer.NotChecked);
}
