using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Ends cuts and losses: between two parties, or all.</summary>
public sealed record HealAction(string? From, string? To) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => From is null ? "heal everything" : $"heal {From} ↔ {To}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return lab.Faults.HealAsync(From, To, cancellationToken);
    }
}
