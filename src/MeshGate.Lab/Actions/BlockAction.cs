using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Drops all UDP of a site or machine from now on, as a strict firewall does; TCP goes on.</summary>
public sealed record BlockAction(string Party) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"block UDP of {Party}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return lab.Faults.BlockUdpAsync(Party, cancellationToken);
    }
}
