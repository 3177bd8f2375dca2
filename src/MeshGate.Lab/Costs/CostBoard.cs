using MeshGate.Lab.Attack;
using MeshGate.Lab.Load;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Costs;

/// <summary>Measures what a lab's processes and cables have to do while nothing happens, or while one machine pings others.</summary>
public sealed class CostBoard(RunningLab lab) : IDisposable
{
    private readonly Dictionary<string, Running> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CostResult> _results = new(StringComparer.Ordinal);

    /// <summary>Begins to measure.</summary>
    /// <param name="name">What it is asked for by afterwards.</param>
    /// <param name="from">The machine that pings; null where nobody does.</param>
    /// <param name="to">The crowd that it pings, each member in turn.</param>
    /// <param name="interval">The time between two pings of one member.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task StartAsync(string name, string? from, string? to, TimeSpan interval, CancellationToken cancellationToken)
    {
        var pings = from is null || to is null
            ? null
            : new PingBoard(lab.Machines[from].Network, await lab.CrowdAsync(to, cancellationToken), interval, lab.Time);
        _running[name] = new Running(lab.Time.GetTimestamp(), CpuClock.Read(lab.Processes.Values), Bytes(), pings);
    }

    /// <summary>Ends it.</summary>
    /// <exception cref="LabException">It was not begun.</exception>
    public async Task StopAsync(string name)
    {
        if (!_running.Remove(name, out var running))
        {
            throw new LabException($"No cost {name} is being measured.");
        }

        var (bytes, spent) = (Bytes(), CpuClock.Between(running.Cpu, CpuClock.Read(lab.Processes.Values)));
        var taken = lab.Time.GetElapsedTime(running.Start);
        using var pings = running.Pings;
        var answers = pings is null ? 0 : await pings.StopAsync();
        _results[name] = new CostResult(
            taken,
            spent,
            running.Bytes.ToDictionary(b => b.Key, b => bytes[b.Key].Sent - b.Value.Sent, StringComparer.Ordinal),
            running.Bytes.ToDictionary(b => b.Key, b => bytes[b.Key].Received - b.Value.Received, StringComparer.Ordinal),
            pings?.Sent ?? 0,
            answers,
            pings?.LongestSilence);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var running in _running.Values)
        {
            running.Pings?.Dispose();
        }
    }

    /// <summary>What was measured.</summary>
    /// <exception cref="LabException">Nothing of that name was.</exception>
    public CostResult Result(string name) =>
        _results.TryGetValue(name, out var result) ? result : throw new LabException($"No cost {name} was measured.");

    private Dictionary<string, (long Received, long Sent)> Bytes() => lab.Machines.Values.ToDictionary(
        machine => machine.Spec.Name,
        machine => InterfaceCounters.Read(machine.Network, "eth0"),
        StringComparer.Ordinal);

    private sealed record Running(
        long Start, Dictionary<string, (int Id, TimeSpan Time)> Cpu, Dictionary<string, (long Received, long Sent)> Bytes, PingBoard? Pings);
}
