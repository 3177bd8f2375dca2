namespace MeshGate.Benchmarks.Reporting;

/// <summary>
/// The most that a benchmark's mean may be. It states a promise of the product, not what some machine measured, and breaking it fails
/// the run.
/// </summary>
/// <param name="value">The bound.</param>
/// <param name="unit">"ns", "us", "ms" or "s" for time, "B" for bytes allocated by one operation.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BoundAttribute(double value, string unit) : Attribute
{
    /// <summary>The bound, in <see cref="Unit"/>.</summary>
    public double Value { get; } = value;

    /// <summary>The unit, in which the result is reported too.</summary>
    public string Unit { get; } = unit;
}
