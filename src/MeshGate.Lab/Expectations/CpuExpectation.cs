using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>A process took no more than a share of one processor while a cost was measured.</summary>
public sealed record CpuExpectation(string Cost, string Process, double Maximum) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Process} takes ≤ {Maximum} % of a processor in cost {Cost}");

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var percent = lab.Costs.Result(Cost).CpuPercent(Process);
        var detail = percent is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share:0.00} %") : $"{Process} did not run throughout";
        return Task.FromResult(new ExpectationOutcome(percent <= Maximum, detail, percent, Maximum, "%") { IsOnlySlow = percent is not null });
    }

    internal static CpuExpectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'cpu'", "cost", "process", "max");
        _ = reader.Require("max");
        return new CpuExpectation(names.Cost(reader.Require("cost")), names.Process(reader.Require("process")), reader.OptionalNumber("max", 0, 100_000)!.Value);
    }
}
