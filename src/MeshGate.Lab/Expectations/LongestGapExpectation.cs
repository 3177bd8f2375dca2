using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Expectations;

/// <summary>A stream was never silent for longer than a bound.</summary>
public sealed record LongestGapExpectation(string Stream, TimeSpan Maximum) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => $"longest gap of {Stream} ≤ {DurationText.Write(Maximum)}";

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var statistics = lab.Streams.Measure(Stream);
        return Task.FromResult(new ExpectationOutcome(
            statistics.Received > 0 && statistics.LongestGap <= Maximum, statistics.ToString(),
            statistics.LongestGap.TotalMilliseconds, Maximum.TotalMilliseconds, "ms")
        {
            IsOnlySlow = statistics.Received > 0,
        });
    }
}
