using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Expectations;

/// <summary>A stream that began to lose packets was good again soon.</summary>
public sealed record LossyForExpectation(string Stream, TimeSpan Maximum) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => $"{Stream} lossy for ≤ {DurationText.Write(Maximum)}";

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var statistics = lab.Streams.Measure(Stream);
        return Task.FromResult(new ExpectationOutcome(
            statistics.Received > 0 && statistics.LossyFor <= Maximum, statistics.ToString(),
            statistics.LossyFor.TotalMilliseconds, Maximum.TotalMilliseconds, "ms")
        {
            IsOnlySlow = statistics.Received > 0,
        });
    }
}
