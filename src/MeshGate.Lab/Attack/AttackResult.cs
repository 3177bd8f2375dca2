using System.Globalization;

namespace MeshGate.Lab.Attack;

/// <summary>What became of an attack.</summary>
/// <param name="Packets">Packets sent.</param>
/// <param name="BytesIn">Bytes that came to the victim's cable meanwhile.</param>
/// <param name="BytesOut">Bytes that left it.</param>
/// <param name="Moved">Peers of the victim whose endpoint is another than before.</param>
/// <param name="CpuTime">The processor time of the victim's processes meanwhile, by name.</param>
public sealed record AttackResult(
    int Packets, long BytesIn, long BytesOut, IReadOnlyList<string> Moved, IReadOnlyDictionary<string, TimeSpan> CpuTime)
{
    /// <summary>Microseconds of processor time that each packet cost the victim.</summary>
    public double CpuMicroseconds => Packets == 0 ? 0 : CpuTime.Values.Sum(t => t.TotalMicroseconds) / Packets;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Packets} packets; {BytesIn} bytes in, {BytesOut} out; {CpuMicroseconds:0.0} µs a packet ({string.Join(", ", CpuTime.Select(c => $"{c.Key} {c.Value.TotalSeconds:0.00} s"))}); {(Moved.Count == 0 ? "no endpoint moved" : $"moved: {string.Join("; ", Moved)}")}");
}
