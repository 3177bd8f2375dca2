using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Actions;

/// <summary>Starts packet streams, or stops them and waits for what is on the way of all at once.</summary>
public sealed record StreamAction(StreamSet Streams, bool Start) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"{(Start ? "start" : "stop")} {(Streams.Names.Count == 1 ? "stream" : "streams")} {Streams}";

    /// <inheritdoc/>
    public override async Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        if (!Start)
        {
            await Task.WhenAll(Streams.Names.Select(name => lab.Streams.StopAsync(name, cancellationToken)));
            return;
        }

        foreach (var name in Streams.Names)
        {
            await lab.Streams.StartAsync(name, cancellationToken);
        }
    }
}
