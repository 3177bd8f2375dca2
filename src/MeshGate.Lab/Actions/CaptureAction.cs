using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Actions;

/// <summary>Records what passes a machine's or server's cable from now on, for the expectation of the same name.</summary>
public sealed record CaptureAction(string Party) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"capture what passes {Party}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        lab.Captures.Start(Party);
        return Task.CompletedTask;
    }

    /// <summary>The machine or server that a mapping names.</summary>
    internal static string Host(MappingReader reader, ScenarioNames names) =>
        reader.Has("machine") == reader.Has("server")
            ? throw ScenarioException.At(reader.Node, "'capture' needs either a machine or a server")
            : reader.Find("machine") is { } machine ? names.Machine(machine) : names.Server(reader.Require("server"));
}
