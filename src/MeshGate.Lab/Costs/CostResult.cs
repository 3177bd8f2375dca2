namespace MeshGate.Lab.Costs;

/// <summary>What processes and cables of a lab had to do in some time.</summary>
/// <param name="Duration">The time.</param>
/// <param name="CpuTime">The processor time that each process took, by its name; one that did not run throughout is missing.</param>
/// <param name="Sent">Bytes that left each machine's cable, by the machine's name.</param>
/// <param name="Received">Bytes that came in.</param>
/// <param name="Pings">Echo requests sent.</param>
/// <param name="Answers">Answers to them.</param>
/// <param name="LongestSilence">The longest time in which a member of the crowd did not answer; null where nobody was pinged.</param>
public sealed record CostResult(
    TimeSpan Duration,
    IReadOnlyDictionary<string, TimeSpan> CpuTime,
    IReadOnlyDictionary<string, long> Sent,
    IReadOnlyDictionary<string, long> Received,
    int Pings,
    int Answers,
    TimeSpan? LongestSilence)
{
    /// <summary>Percent of one processor; null for a process that did not run throughout.</summary>
    public double? CpuPercent(string process) => CpuTime.TryGetValue(process, out var time) ? 100 * (time / Duration) : null;

    /// <summary>Mbit/s that left a machine's cable, and that came in; Ethernet headers count.</summary>
    public (double Out, double In) Megabits(string machine) => (Rate(Sent[machine]), Rate(Received[machine]));

    private double Rate(long bytes) => bytes * 8 / 1e6 / Duration.TotalSeconds;
}
