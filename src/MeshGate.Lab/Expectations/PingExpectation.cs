using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Expectations;

/// <summary>A ping is answered, in a time if one is wanted, or is not.</summary>
public sealed record PingExpectation(string From, string To, bool Mesh, IPFamily? Family, bool Answered) : Expectation
{
    /// <summary>The shortest round trip that is expected; null for any.</summary>
    public TimeSpan? Minimum { get; init; }

    /// <summary>The longest round trip that is expected; null for any.</summary>
    public TimeSpan? Maximum { get; init; }

    /// <inheritdoc/>
    public override string Describe() =>
        $"ping {From} → {To}{(Mesh ? string.Empty : " past the mesh")} is {(Answered ? "answered" : "not answered")}"
        + (Minimum is { } low ? $", ≥ {DurationText.Write(low)}" : string.Empty)
        + (Maximum is { } high ? $", ≤ {DurationText.Write(high)}" : string.Empty);

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var answer = await lab.PingAsync(From, To, Mesh, Family, cancellationToken);
        var passed = answer is not null == Answered && !(answer < Minimum) && !(answer > Maximum);
        var detail = answer is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"answered after {time.TotalMilliseconds:0.0} ms")
            : "no answer";
        return Minimum is null && Maximum is null
            ? new ExpectationOutcome(passed, detail)
            : new ExpectationOutcome(passed, detail, answer?.TotalMilliseconds, (Maximum ?? Minimum)!.Value.TotalMilliseconds, "ms");
    }
}
