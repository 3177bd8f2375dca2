namespace MeshGate.Lab.Demonstration.Charts;

/// <summary>Something that happened, drawn into every chart over time.</summary>
/// <param name="At">When, in seconds.</param>
/// <param name="Number">What it is called in the charts.</param>
/// <param name="Title">What it was.</param>
public sealed record ChartMark(double At, int Number, string Title);
