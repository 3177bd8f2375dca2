using System.Globalization;
using MeshGate.Lab.Actions;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>The number that a command writes lies within bounds: what other programs count of themselves.</summary>
public sealed record OutputExpectation(LabCommand Command, double Minimum, double Maximum, string Unit) : Expectation
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Command}: {Minimum} … {Maximum} {Unit}").TrimEnd();

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        var result = await Command.RunAsync(lab, Timeout, cancellationToken);
        return double.TryParse(result.Output.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new ExpectationOutcome(value >= Minimum && value <= Maximum, string.Create(CultureInfo.InvariantCulture, $"{value:0.######} {Unit}").TrimEnd(), value, Maximum, Unit)
            : new ExpectationOutcome(false, $"the command wrote no number: {result.Output.Trim()} {result.Error.Trim()}".TrimEnd(), null, Maximum, Unit);
    }

    internal static OutputExpectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'output'", "command", "machine", "min", "max", "unit");
        return new OutputExpectation(
            LabCommand.Read(reader, names),
            reader.OptionalNumber("min", double.MinValue, double.MaxValue) ?? 0,
            reader.OptionalNumber("max", double.MinValue, double.MaxValue) ?? throw ScenarioException.At(node, "'output' needs 'max'"),
            reader.OptionalText("unit") ?? string.Empty);
    }
}
