using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Deletes a Kubernetes object; finalizers may hold it for a while.</summary>
public sealed record DeleteAction(string Kind, string Name, string? Namespace, string? ApiVersion) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"delete {Kind} {Name}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return lab.Api.DeleteAsync(ApiVersion, Kind, Namespace, Name, cancellationToken);
    }
}
