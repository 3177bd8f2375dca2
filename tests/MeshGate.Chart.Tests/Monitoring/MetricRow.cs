using MeshGate.Kubernetes.Telemetry;

namespace MeshGate.Chart.Tests.Monitoring;

/// <summary>A metric.</summary>
/// <param name="Name">As Prometheus has it.</param>
/// <param name="Kind">counter, gauge or histogram.</param>
/// <param name="By">Which processes show it.</param>
/// <param name="Unit">Its unit; null for a number.</param>
/// <param name="Labels">Its labels; null where none are declared.</param>
/// <param name="Meaning">What it is.</param>
internal sealed record MetricRow(string Name, string Kind, string By, string? Unit, IReadOnlyList<MetricLabel>? Labels, string Meaning);
