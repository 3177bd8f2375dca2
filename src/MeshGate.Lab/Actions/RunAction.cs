using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Runs a command, which has to end as expected.</summary>
public sealed record RunAction(LabCommand Command, int ExpectExit, TimeSpan Timeout) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"run {Command}";

    /// <inheritdoc/>
    public override async Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        var result = await Command.RunAsync(lab, Timeout, cancellationToken);
        if (result.ExitCode != ExpectExit)
        {
            throw new LabException(
                $"The command ended with {result.ExitCode}, not {ExpectExit}:\n{result.Output.Trim()}\n{result.Error.Trim()}");
        }
    }
}
