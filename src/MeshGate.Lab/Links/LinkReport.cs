using System.Globalization;

namespace MeshGate.Lab.Links;

/// <summary>What a link did since it was made, both directions together.</summary>
/// <param name="Delivered">Packets that came out.</param>
/// <param name="Lost">Packets that got lost at random.</param>
/// <param name="Cut">Packets that a cut met.</param>
/// <param name="Refused">Packets that found the line too busy.</param>
/// <param name="Overrun">Packets that the forwarder had no room for, or could not write: the lab's own fault.</param>
/// <param name="LateMedian">By how much a packet came out later than it should.</param>
/// <param name="LateMost">The same, the 99th percentile.</param>
public sealed record LinkReport(long Delivered, long Lost, long Cut, long Refused, long Overrun, TimeSpan LateMedian, TimeSpan LateMost)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Delivered} packets, late by {LateMedian.TotalMicroseconds:0} µs (p50) and {LateMost.TotalMicroseconds:0} µs (p99); {Lost} lost, {Cut} cut, {Refused} refused, {Overrun} overrun");
}
