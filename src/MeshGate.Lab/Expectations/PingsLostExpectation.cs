using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>No more of a cost's pings stayed without an answer than a bound.</summary>
public sealed record PingsLostExpectation(string Cost, int Maximum) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => $"pings lost in cost {Cost} ≤ {Maximum}";

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var result = lab.Costs.Result(Cost);
        var lost = result.Pings - result.Answers;
        return Task.FromResult(new ExpectationOutcome(
            result.Pings > 0 && lost <= Maximum, string.Create(CultureInfo.InvariantCulture, $"{lost} of {result.Pings}"), lost, Maximum, "pings"));
    }

    internal static PingsLostExpectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'pingsLost'", "cost", "max");
        return new PingsLostExpectation(names.Cost(reader.Require("cost")), reader.OptionalInteger("max", 0, int.MaxValue) ?? 0);
    }
}
