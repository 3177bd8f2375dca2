using MeshGate.Lab.Machines;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Actions;

/// <summary>Runs a command on a machine or on the host, with <c>KUBECONFIG</c> set to the lab's API and MeshGate's programs in <c>PATH</c>.</summary>
public sealed record RunAction(IReadOnlyList<string> Command, string? Machine, int ExpectExit, TimeSpan Timeout) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"run {(Command is ["/bin/sh" or "sh", "-c", var script] ? script : string.Join(' ', Command))}{(Machine is null ? string.Empty : $" on {Machine}")}";

    /// <inheritdoc/>
    public override async Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(lab.Pace.Patience(Timeout));
        var command = new List<string>();
        foreach (var argument in Command)
        {
            command.Add(await lab.FillAsync(argument, cancellationToken));
        }

        ToolResult result;
        try
        {
            result = await Tool.RunAsync(
                "env",
                [$"KUBECONFIG={lab.AdminKubeconfig}", $"PATH={lab.Binaries.Programs}:{Environment.GetEnvironmentVariable("PATH")}", .. Machine is null ? command : ["ip", "netns", "exec", lab.Machines[Machine].Network.Name, .. command]],
                null,
                patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabException($"The command did not end within {DurationText.Write(lab.Pace.Patience(Timeout))}.");
        }

        if (result.ExitCode != ExpectExit)
        {
            throw new LabException(
                $"The command ended with {result.ExitCode}, not {ExpectExit}:\n{result.Output.Trim()}\n{result.Error.Trim()}");
        }
    }
}
