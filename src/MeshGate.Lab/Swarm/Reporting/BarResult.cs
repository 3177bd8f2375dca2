namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>One bar.</summary>
/// <param name="Name">What is judged.</param>
/// <param name="Value">What was measured; null where it did not come to its end.</param>
/// <param name="Bound">The most that it may be.</param>
/// <param name="Unit">The unit of both.</param>
/// <param name="Passed">Whether it was kept.</param>
public sealed record BarResult(string Name, double? Value, double Bound, string Unit, bool Passed)
{
    /// <summary>Judges a value.</summary>
    public static BarResult Of(string name, double? value, double bound, string unit) => new(name, value, bound, unit, value <= bound);
}
