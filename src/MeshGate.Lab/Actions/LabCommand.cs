using MeshGate.Lab.Machines;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Actions;

/// <summary>A command on a machine or on the host, with <c>KUBECONFIG</c> set to the lab's API and MeshGate's programs in <c>PATH</c>.</summary>
/// <param name="Words">The program and its arguments.</param>
/// <param name="Machine">The machine; null for the host.</param>
public sealed record LabCommand(IReadOnlyList<string> Words, string? Machine)
{
    /// <inheritdoc/>
    public override string ToString()
        => $"{(Words is ["/bin/sh" or "sh", "-c", var script] ? script : string.Join(' ', Words))}{(Machine is null ? string.Empty : $" on {Machine}")}";

    /// <summary>Runs it, for at most the time given.</summary>
    /// <exception cref="LabException">It did not end in time.</exception>
    public async Task<ToolResult> RunAsync(RunningLab lab, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(lab.Pace.Patience(timeout));
        var words = new List<string>();
        foreach (var word in Words)
        {
            words.Add(await lab.FillAsync(word, cancellationToken));
        }

        try
        {
            return await Tool.RunAsync(
                "env",
                [$"KUBECONFIG={lab.AdminKubeconfig}", $"PATH={lab.Binaries.Programs}:{Environment.GetEnvironmentVariable("PATH")}", .. Machine is null ? words : ["ip", "netns", "exec", lab.Machines[Machine].Network.Name, .. words]],
                null,
                patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabException($"The command did not end within {DurationText.Write(lab.Pace.Patience(timeout))}.");
        }
    }

    /// <summary>Reads the entries <c>command</c> and <c>machine</c>.</summary>
    internal static LabCommand Read(MappingReader reader, ScenarioNames names)
    {
        var command = reader.Require("command");
        return new LabCommand(
            command is YamlSequenceNode list
                ? [.. list.Children.Select(c => YamlScalars.Text(c, "an argument"))]
                : ["sh", "-c", YamlScalars.Text(command, "'command'")],
            reader.Find("machine") is { } machine ? names.Machine(machine) : null);
    }
}
