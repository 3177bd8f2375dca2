using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Metrics;

namespace MeshGate.Lab.Expectations;

/// <summary>A metric of an operator or of machines' daemons lies within bounds; the worst of them counts.</summary>
public sealed record MetricExpectation(
    string? Process,
    IReadOnlyList<string> Machines,
    string Name,
    IReadOnlyDictionary<string, string> Labels,
    MetricStat Stat,
    double? Minimum,
    double? Maximum,
    string Unit) : Expectation
{
    /// <inheritdoc/>
    public override string Describe() =>
        $"{Process ?? string.Join(", ", Machines)}: {Name} {Stat.ToString().ToLowerInvariant()}"
        + (Minimum is { } low ? string.Create(CultureInfo.InvariantCulture, $" ≥ {low}") : string.Empty)
        + (Maximum is { } high ? string.Create(CultureInfo.InvariantCulture, $" ≤ {high}") : string.Empty);

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var pages = Process is { } control
            ? [(control, lab.ControlNetwork, MetricsReader.OperatorPorts[control])]
            : Machines.Select(m => (m, lab.Machines[m].Network, MetricsReader.DaemonPort)).ToArray();
        var values = new List<(string Process, double Value)>();
        foreach (var (process, network, port) in pages)
        {
            try
            {
                if (await MetricsReader.ReadAsync(network, port, Name, Labels, Stat, cancellationToken) is not { } value)
                {
                    return new ExpectationOutcome(false, $"{process} has no sample of {Name}", null, Maximum ?? Minimum, Unit);
                }

                values.Add((process, value));
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                return new ExpectationOutcome(false, $"the metrics of {process} cannot be read: {e.Message}", null, Maximum ?? Minimum, Unit);
            }
        }

        var worst = Maximum is not null ? values.MaxBy(v => v.Value) : values.MinBy(v => v.Value);
        var passed = values.All(v => !(v.Value < Minimum) && !(v.Value > Maximum));
        return new ExpectationOutcome(
            passed,
            string.Join(", ", values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Process} {v.Value:0.######}"))),
            worst.Value, Maximum ?? Minimum, Unit)
        {
            IsOnlySlow = IsTime && !values.Any(v => v.Value < Minimum),
        };
    }

    // By Prometheus' convention the unit ends the name.
    private bool IsTime => Name.EndsWith("_seconds", StringComparison.Ordinal) && Stat is not MetricStat.Count;
}
