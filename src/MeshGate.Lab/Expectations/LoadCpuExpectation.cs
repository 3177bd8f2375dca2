using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>
/// A process took no more processor time for each packet of a load than a bound: microseconds, or times what another process took for
/// each packet of another load.
/// </summary>
public sealed record LoadCpuExpectation(string Load, string Process, (string Load, string Process)? Against, double Maximum) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => Against is { } other
        ? string.Create(CultureInfo.InvariantCulture, $"processor time of {Process} for a packet of {Load} ≤ {Maximum} × that of {other.Process} for one of {other.Load}")
        : string.Create(CultureInfo.InvariantCulture, $"processor time of {Process} for a packet of {Load} ≤ {Maximum} µs");

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var own = lab.Loads.Result(Load).CpuMicroseconds(Process);
        if (own is not { } time || Against is not { } against)
        {
            return Task.FromResult(Outcome(own, own is { } t ? $"{Format(t)} µs" : $"{Process} did not run throughout", "µs"));
        }

        var other = lab.Loads.Result(against.Load).CpuMicroseconds(against.Process);
        return Task.FromResult(other is > 0 and var divisor
            ? Outcome(time / divisor, $"{Format(time)} µs against {Format(divisor)} µs", "×")
            : Outcome(null, $"{against.Process} did not run throughout, or took no time", "×"));
    }

    internal static LoadCpuExpectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'loadCpu'", "load", "process", "against", "max");
        _ = reader.Require("max");
        return new LoadCpuExpectation(
            names.Load(reader.Require("load")),
            names.Process(reader.Require("process")),
            reader.Find("against") is { } against ? ReadAgainst(against, names) : null,
            reader.OptionalNumber("max", 0, 1_000_000)!.Value);
    }

    private static (string Load, string Process) ReadAgainst(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'against'", "load", "process");
        return (names.Load(reader.Require("load")), names.Process(reader.Require("process")));
    }

    private static string Format(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private ExpectationOutcome Outcome(double? value, string detail, string unit) =>
        new(value <= Maximum, detail, value, Maximum, unit) { IsOnlySlow = value is not null };
}
