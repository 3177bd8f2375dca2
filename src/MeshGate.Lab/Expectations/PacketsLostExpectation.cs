using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Expectations;

/// <summary>Streams lost no more packets than a bound, each of them.</summary>
public sealed record PacketsLostExpectation(StreamSet Streams, int Maximum) : StreamExpectation(Streams)
{
    /// <inheritdoc/>
    public override string Describe() => $"packets lost of {Streams} ≤ {Maximum}";

    /// <inheritdoc/>
    protected override ExpectationOutcome Judge(StreamStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return new ExpectationOutcome(statistics.Sent > 0 && statistics.Lost <= Maximum, statistics.ToString(), statistics.Lost, Maximum, "packets");
    }
}
