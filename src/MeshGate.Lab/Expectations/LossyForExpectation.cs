using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Expectations;

/// <summary>Streams that began to lose packets were good again soon.</summary>
public sealed record LossyForExpectation(StreamSet Streams, TimeSpan Maximum) : StreamExpectation(Streams)
{
    /// <inheritdoc/>
    public override string Describe() => $"{Streams} lossy for ≤ {DurationText.Write(Maximum)}";

    /// <inheritdoc/>
    protected override ExpectationOutcome Judge(StreamStatistics statistics) => Judge(statistics, statistics.LossyFor, Maximum);
}
