using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Expectations;

/// <summary>Streams were never silent for longer than a bound.</summary>
public sealed record LongestGapExpectation(StreamSet Streams, TimeSpan Maximum) : StreamExpectation(Streams)
{
    /// <inheritdoc/>
    public override string Describe() => $"longest gap of {Streams} ≤ {DurationText.Write(Maximum)}";

    /// <inheritdoc/>
    protected override ExpectationOutcome Judge(StreamStatistics statistics) => Judge(statistics, statistics.LongestGap, Maximum);
}
