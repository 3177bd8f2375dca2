using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Monitoring;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>Every value that the lab's Prometheus answers to a query, and at least one, lies within bounds.</summary>
public sealed record QueryExpectation(string Query, double Minimum, double Maximum) : Expectation
{
    /// <inheritdoc/>
    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Query}: {Minimum} … {Maximum}");

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        using var prometheus = new PrometheusClient(lab);
        var values = await prometheus.QueryAsync(Query, cancellationToken);
        return new ExpectationOutcome(
            values.Count > 0 && values.All(value => value >= Minimum && value <= Maximum),
            values.Count == 0 ? "no data" : string.Join(", ", values.Select(value => value.ToString("0.######", CultureInfo.InvariantCulture))));
    }

    internal static QueryExpectation Read(YamlNode node, ScenarioNames names)
    {
        names.NeedPrometheus(node);
        var reader = new MappingReader(node, "'query'", "promql", "min", "max");
        return new QueryExpectation(
            reader.Text("promql"),
            reader.OptionalNumber("min", double.MinValue, double.MaxValue) ?? double.MinValue,
            reader.OptionalNumber("max", double.MinValue, double.MaxValue) ?? double.MaxValue);
    }
}
