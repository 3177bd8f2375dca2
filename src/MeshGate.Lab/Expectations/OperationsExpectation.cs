using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>Of the operations of a name no more failed than a bound, 95 % were done in a time, and as many as wanted were under way at once.</summary>
/// <param name="Name">The operations.</param>
/// <param name="Failed">How many may have failed.</param>
/// <param name="P95">The time within which 95 % were done; null for any.</param>
/// <param name="AtOnce">How many were under way at a time at least; null for any.</param>
public sealed record OperationsExpectation(string Name, int Failed, TimeSpan? P95, int? AtOnce) : Expectation
{
    private const double Share = 0.95;
    private const int Shown = 5;

    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"operations {Name}: at most {Failed} fail")
        + (P95 is { } time ? $", 95 % are done in {DurationText.Write(time)}" : string.Empty)
        + (AtOnce is { } many ? string.Create(CultureInfo.InvariantCulture, $", {many} at once") : string.Empty);

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var result = lab.Operations.Result(Name);
        var (p50, p95, slowest) = (result.Within(0.5), result.Within(Share), result.Within(1));
        var examples = result.Failed.Take(Shown).Select(failed => $"{failed.Operation.Kind} {failed.Operation.From} → {failed.Operation.To}: {failed.Failure}");
        var detail = string.Join('\n', examples.Prepend(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Results.Count - result.Failed.Count} of {result.Results.Count} done, at most {result.AtOnce} at once; half in {p50?.TotalSeconds:0.000} s, 95 % in {p95?.TotalSeconds:0.000} s, all in {slowest?.TotalSeconds:0.000} s")));
        var isDone = result.Failed.Count <= Failed && !(result.AtOnce < AtOnce);
        var isInTime = !(p95 > P95);
        return Task.FromResult(P95 is { } bound
            ? new ExpectationOutcome(isDone && isInTime, detail, p95?.TotalMilliseconds, bound.TotalMilliseconds, "ms") { IsOnlySlow = isDone }
            : new ExpectationOutcome(isDone, detail, result.Failed.Count, Failed, "operations"));
    }

    internal static OperationsExpectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'operations'", "name", "failed", "p95", "atOnce");
        return new OperationsExpectation(
            names.OperationsOf(reader.Require("name")),
            reader.OptionalInteger("failed", 0, int.MaxValue) ?? 0,
            reader.OptionalDuration("p95"),
            reader.OptionalInteger("atOnce", 1, int.MaxValue));
    }
}
