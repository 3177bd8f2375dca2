using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Starts or stops a packet stream.</summary>
public sealed record StreamAction(string Stream, bool Start) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"{(Start ? "start" : "stop")} stream {Stream}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return Start ? lab.Streams.StartAsync(Stream, cancellationToken) : lab.Streams.StopAsync(Stream, cancellationToken);
    }
}
