using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Expectations;

/// <summary>What each of some streams is held to; the worst of them is told.</summary>
public abstract record StreamExpectation(StreamSet Streams) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var (worst, outcome) = Streams.Names
            .Select(name => (Name: name, Outcome: Judge(lab.Streams.Measure(name))))
            .OrderBy(stream => (stream.Outcome.Passed, stream.Outcome.IsOnlySlow)).ThenByDescending(stream => stream.Outcome.Value)
            .First();
        return Task.FromResult(Streams.Names.Count == 1 ? outcome : outcome with { Detail = $"the worst of {Streams.Names.Count}, {worst}: {outcome.Detail}" });
    }

    /// <summary>Judges one of them.</summary>
    protected abstract ExpectationOutcome Judge(StreamStatistics statistics);

    /// <summary>Holds a time that was measured of a stream to a bound; on a slow machine only that something was received counts.</summary>
    protected static ExpectationOutcome Judge(StreamStatistics statistics, TimeSpan measured, TimeSpan maximum)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return new ExpectationOutcome(statistics.Received > 0 && measured <= maximum, statistics.ToString(), measured.TotalMilliseconds, maximum.TotalMilliseconds, "ms")
        {
            IsOnlySlow = statistics.Received > 0,
        };
    }
}
