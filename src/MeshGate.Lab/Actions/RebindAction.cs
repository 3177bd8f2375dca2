using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Makes a site's outermost NAT forget its mappings and give its machines other outside ports.</summary>
public sealed record RebindAction(string Site) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"rebind the NAT of {Site}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return lab.Renumbering.RebindAsync(Site, cancellationToken);
    }
}
