namespace MeshGate.Lab.Running;

/// <summary>What became of one step.</summary>
/// <param name="Title">The step's name.</param>
/// <param name="Line">Its line in the scenario; 0 for what every run expects.</param>
/// <param name="IsExpectation">Whether it was an expectation.</param>
/// <param name="Passed">Whether it was as expected, or could be done.</param>
/// <param name="Detail">What was found, for a person.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Bound">What it was held to.</param>
/// <param name="Unit">The unit of both.</param>
/// <param name="Duration">How long the step took.</param>
public sealed record StepResult(
    string Title, long Line, bool IsExpectation, bool Passed, string Detail, double? Value, double? Bound, string Unit, TimeSpan Duration)
{
    /// <summary>Whether it passed on a slow machine alone, where a time above its bound is not judged.</summary>
    public bool IsTimeExcused { get; init; }
}
