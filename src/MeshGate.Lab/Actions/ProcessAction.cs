using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Kills, starts, stops or restarts processes of the lab.</summary>
public sealed record ProcessAction(ProcessVerb Verb, IReadOnlyList<string> Processes, int Signal) : ScenarioAction
{
    private const int SignalTerm = 15;

    // SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGTERM.
    private static readonly int[] EndingSignals = [1, 2, 3, 9, SignalTerm];

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Verb.ToString().ToLowerInvariant()} {string.Join(" and ", Processes)}"
        + (Verb == ProcessVerb.Kill && Signal != 9 ? $" with signal {Signal}" : string.Empty);

    /// <inheritdoc/>
    public override async Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        if (Verb != ProcessVerb.Start)
        {
            // Backwards: a machine's daemon before the device that it works on.
            foreach (var name in Processes.Reverse())
            {
                var signal = Verb == ProcessVerb.Kill ? Signal : SignalTerm;
                if (lab.KernelTunnel(name) is { } tunnel)
                {
                    await (EndingSignals.Contains(signal)
                        ? tunnel.RemoveAsync(cancellationToken)
                        : throw new LabException($"{name} is the kernel's: it takes no signals."));
                    continue;
                }

                var process = lab.Process(name);
                if (EndingSignals.Contains(signal))
                {
                    await process.EndAsync(signal, cancellationToken);
                }
                else
                {
                    process.Signal(signal);
                }
            }
        }

        if (Verb is ProcessVerb.Start or ProcessVerb.Restart)
        {
            foreach (var name in Processes)
            {
                await lab.StartAsync(name, cancellationToken);
            }
        }
    }
}
