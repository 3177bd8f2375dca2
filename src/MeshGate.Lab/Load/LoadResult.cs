using System.Globalization;

namespace MeshGate.Lab.Load;

/// <summary>What became of a load.</summary>
/// <param name="Sent">Packets sent.</param>
/// <param name="Received">Different packets received.</param>
/// <param name="Duration">How long sending took.</param>
/// <param name="MedianLatency">Seconds that half of the packets took at most; null when none came.</param>
/// <param name="HighLatency">Seconds that 99 of 100 packets took at most.</param>
/// <param name="CpuTime">The processor time that each process of the lab took meanwhile, by its name.</param>
public sealed record LoadResult(
    int Sent, int Received, TimeSpan Duration, double? MedianLatency, double? HighLatency, IReadOnlyDictionary<string, TimeSpan> CpuTime)
{
    /// <summary>Packets that did not arrive.</summary>
    public int Lost => Sent - Received;

    /// <summary>Microseconds of processor time of a process for each packet received; null when it did not run throughout.</summary>
    public double? CpuMicroseconds(string process) =>
        Received > 0 && CpuTime.TryGetValue(process, out var time) ? time.TotalMicroseconds / Received : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sent} sent in {Duration.TotalSeconds:0.0} s ({Sent / Duration.TotalSeconds:0} a second), {Lost} lost, latency {MedianLatency * 1000:0.00} ms, of 99 % {HighLatency * 1000:0.00} ms");
}
