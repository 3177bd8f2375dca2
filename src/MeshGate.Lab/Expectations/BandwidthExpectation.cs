using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>No more passed a machine's cable, in either direction, than a bound in Mbit/s while a cost was measured.</summary>
public sealed record BandwidthExpectation(string Cost, string Machine, double Maximum) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"{Machine}'s cable carries ≤ {Maximum} Mbit/s each way in cost {Cost}");

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var (sent, received) = lab.Costs.Result(Cost).Megabits(Machine);
        var most = Math.Max(sent, received);
        return Task.FromResult(new ExpectationOutcome(
            most <= Maximum, string.Create(CultureInfo.InvariantCulture, $"out {sent:0.000} Mbit/s, in {received:0.000} Mbit/s"), most, Maximum, "Mbit/s"));
    }

    internal static BandwidthExpectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'bandwidth'", "cost", "machine", "max");
        _ = reader.Require("max");
        return new BandwidthExpectation(names.Cost(reader.Require("cost")), names.Machine(reader.Require("machine")), reader.OptionalNumber("max", 0, 1_000_000)!.Value);
    }
}
