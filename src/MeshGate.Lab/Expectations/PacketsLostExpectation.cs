using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Expectations;

/// <summary>A stream lost no more packets than a bound.</summary>
public sealed record PacketsLostExpectation(string Stream, int Maximum) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => $"packets lost of {Stream} ≤ {Maximum}";

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var statistics = lab.Streams.Measure(Stream);
        return Task.FromResult(new ExpectationOutcome(
            statistics.Sent > 0 && statistics.Lost <= Maximum, statistics.ToString(), statistics.Lost, Maximum, "packets"));
    }
}
