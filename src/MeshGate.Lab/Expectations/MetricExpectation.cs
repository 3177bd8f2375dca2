using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Metrics;

namespace MeshGate.Lab.Expectations;

/// <summary>A metric of an operator or of machines' daemons lies within bounds; the worst of them counts, or all together.</summary>
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
    /// <summary>Whether the machines' values are added up; a machine without a sample counts as zero then.</summary>
    public bool IsTotal { get; init; }

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Process ?? string.Join(IsTotal ? " + " : ", ", Machines)}: {Name} {Stat.ToString().ToLowerInvariant()}"
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
                if ((await MetricsReader.ReadAsync(network, port, Name, Labels, Stat, cancellationToken) ?? (IsTotal ? 0 : null)) is not { } value)
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

        double[] judged = IsTotal ? [values.Sum(v => v.Value)] : [.. values.Select(v => v.Value)];
        var passed = judged.All(v => !(v < Minimum) && !(v > Maximum));
        return new ExpectationOutcome(
            passed,
            string.Join(", ", values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Process} {v.Value:0.######}"))),
            Maximum is not null ? judged.Max() : judged.Min(), Maximum ?? Minimum, Unit)
        {
            IsOnlySlow = IsTime && !judged.Any(v => v < Minimum),
        };
    }

    // By Prometheus' convention the unit ends the name.
    private bool IsTime => Name.EndsWith("_seconds", StringComparison.Ordinal) && Stat is not MetricStat.Count;
}
