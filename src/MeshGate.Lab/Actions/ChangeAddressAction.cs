using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Gives a machine on the internet, or a site's outermost gateway, other public addresses.</summary>
public sealed record ChangeAddressAction(string? Machine, string? Site) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"change the address of {Machine ?? Site}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return Machine is not null
            ? lab.Renumbering.MoveMachineAsync(Machine, cancellationToken)
            : lab.Renumbering.MoveSiteAsync(Site!, cancellationToken);
    }
}
