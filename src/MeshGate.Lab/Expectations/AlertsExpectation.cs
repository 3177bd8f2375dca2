using MeshGate.Lab.Machines;
using MeshGate.Lab.Monitoring;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>These alerts fire in the lab's Prometheus, and no others but those that may.</summary>
public sealed record AlertsExpectation(IReadOnlyList<string> Firing, IReadOnlyList<string> May) : Expectation
{
    /// <inheritdoc/>
    public override string Describe() => Firing.Count == 0 ? "no alert fires" : $"{string.Join(", ", Firing)} fire{(Firing.Count == 1 ? "s" : string.Empty)}";

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        using var prometheus = new PrometheusClient(lab);
        var firing = await prometheus.FiringAsync(cancellationToken);
        return new ExpectationOutcome(
            Firing.All(firing.Contains) && firing.All(alert => Firing.Contains(alert) || May.Contains(alert)),
            firing.Count == 0 ? "none" : string.Join(", ", firing.Order(StringComparer.Ordinal)));
    }

    internal static AlertsExpectation Read(YamlNode node, ScenarioNames names)
    {
        names.NeedPrometheus(node);
        var reader = new MappingReader(node, "'alerts'", "firing", "may");
        return new AlertsExpectation(
            [.. YamlScalars.List(reader.Find("firing")).Select(name => YamlScalars.Text(name, "an alert"))],
            [.. YamlScalars.List(reader.Find("may")).Select(name => YamlScalars.Text(name, "an alert"))]);
    }
}
