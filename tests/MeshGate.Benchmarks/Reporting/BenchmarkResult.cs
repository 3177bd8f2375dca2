using System.Text.Json.Serialization;

namespace MeshGate.Benchmarks.Reporting;

/// <summary>One line of the report.</summary>
/// <param name="Name">Class and method, with parameters if there are any.</param>
/// <param name="Value">The mean of one operation.</param>
/// <param name="Unit">The unit of value and bound.</param>
/// <param name="Bound">The most that the value may be; null when nothing is promised.</param>
/// <param name="Ratio">The mean relative to that of the baseline in the same class; null where there is none.</param>
public sealed record BenchmarkResult(string Name, double Value, string Unit, double? Bound, double? Ratio)
{
    /// <summary>Whether the promise is kept.</summary>
    [JsonIgnore]
    public bool IsKept => Bound is null || Value <= Bound;
}
