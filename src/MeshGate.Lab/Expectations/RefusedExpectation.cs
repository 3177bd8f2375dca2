using System.Text.RegularExpressions;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Expectations;

/// <summary>The API refuses an object, and says why.</summary>
public sealed record RefusedExpectation(ScenarioResource Resource, Regex Matches) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => $"{Resource.Kind} {Resource.Name} is refused with {Matches}";

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        try
        {
            await lab.Api.ApplyAsync(await lab.FillAsync(Resource.Body, cancellationToken), cancellationToken);
            return new ExpectationOutcome(false, "it was accepted");
        }
        catch (ApiException e)
        {
            return new ExpectationOutcome(e.Status is System.Net.HttpStatusCode.BadRequest
                or System.Net.HttpStatusCode.Forbidden
                or System.Net.HttpStatusCode.UnprocessableEntity && Matches.IsMatch(e.Message), e.Message);
        }
    }
}
