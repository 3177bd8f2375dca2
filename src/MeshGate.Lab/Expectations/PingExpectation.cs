using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Expectations;

/// <summary>A ping is answered, or is not.</summary>
public sealed record PingExpectation(string From, string To, bool Mesh, IPFamily? Family, bool Answered) : Expectation
{
    /// <inheritdoc/>
    public override string Describe() =>
        $"ping {From} → {To}{(Mesh ? string.Empty : " past the mesh")} is {(Answered ? "answered" : "not answered")}";

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var answer = await lab.PingAsync(From, To, Mesh, Family, cancellationToken);
        return new ExpectationOutcome(answer is not null == Answered, answer is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"answered after {time.TotalMilliseconds:0.0} ms")
            : "no answer");
    }
}
