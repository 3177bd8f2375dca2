using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Actions;

/// <summary>Creates Kubernetes objects, or changes existing ones by merge patch.</summary>
public sealed record ApplyAction(IReadOnlyList<ScenarioResource> Resources) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"apply {string.Join(", ", Resources.Select(r => $"{r.Kind} {r.Name}"))}";

    /// <inheritdoc/>
    public override async Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        foreach (var resource in Resources)
        {
            await lab.Api.ApplyAsync(await lab.FillAsync(resource.Body, cancellationToken), cancellationToken);
        }
    }
}
