namespace MeshGate.Lab.Demonstration.Charts;

/// <summary>A line or a cloud of points.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Points">Its points, by X. What is no number is left out.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points);
