using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Expectations;

/// <summary>Both ends of a pair report a certain kind of path, and a ping through the mesh is answered where that is asked for.</summary>
public sealed record PathExpectation(string From, string To, string Is, bool Ping) : Expectation
{
    /// <inheritdoc/>
    public override string Describe() => $"path {From} ↔ {To} is {Is}";

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var view = await lab.ViewAsync(cancellationToken);
        var explanation = view.Explain(From, To);
        if (view.Path(From, To) != Is || view.Path(To, From) != Is)
        {
            return new ExpectationOutcome(false, explanation);
        }

        return Ping && await lab.PingAsync(From, To, mesh: true, null, cancellationToken) is null
            ? new ExpectationOutcome(false, $"{explanation}; but no answer to a ping")
            : new ExpectationOutcome(true, explanation);
    }
}
