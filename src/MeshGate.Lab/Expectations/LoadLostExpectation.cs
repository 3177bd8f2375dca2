using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>A load lost no more packets than a bound.</summary>
public sealed record LoadLostExpectation(string Load, int Maximum) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => $"packets lost of load {Load} ≤ {Maximum}";

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var result = lab.Loads.Result(Load);
        return Task.FromResult(new ExpectationOutcome(result.Lost <= Maximum, result.ToString(), result.Lost, Maximum, "packets"));
    }

    internal static LoadLostExpectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'loadLost'", "load", "max");
        return new LoadLostExpectation(names.Load(reader.Require("load")), reader.OptionalInteger("max", 0, int.MaxValue) ?? 0);
    }
}
