using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>No member of a crowd that was pinged while a cost was measured stayed silent for longer than a bound.</summary>
public sealed record LongestSilenceExpectation(string Cost, TimeSpan Maximum) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => $"longest silence of a member in cost {Cost} ≤ {DurationText.Write(Maximum)}";

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var silence = lab.Costs.Result(Cost).LongestSilence?.TotalMilliseconds;
        var detail = silence is { } found ? string.Create(CultureInfo.InvariantCulture, $"{found:0} ms") : "nobody was pinged";
        return Task.FromResult(new ExpectationOutcome(silence <= Maximum.TotalMilliseconds, detail, silence, Maximum.TotalMilliseconds, "ms") { IsOnlySlow = silence is not null });
    }

    internal static LongestSilenceExpectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'longestSilence'", "cost", "max");
        return new LongestSilenceExpectation(names.Cost(reader.Require("cost")), YamlScalars.Duration(reader.Require("max"), "'max' of 'longestSilence'"));
    }
}
