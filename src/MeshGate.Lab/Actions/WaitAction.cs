using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Actions;

/// <summary>Lets time pass.</summary>
public sealed record WaitAction(TimeSpan Duration) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"wait {DurationText.Write(Duration)}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return Task.Delay(Duration, lab.Time, cancellationToken);
    }
}
