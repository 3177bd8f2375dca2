namespace MeshGate.Lab.Running;

/// <summary>What became of one run of a scenario.</summary>
public sealed record RunResult(IReadOnlyList<StepResult> Steps, TimeSpan Duration)
{
    /// <summary>Whether every step passed.</summary>
    public bool Passed => Steps.All(s => s.Passed);

    /// <summary>The expectations alone.</summary>
    public IEnumerable<StepResult> Expectations => Steps.Where(s => s.IsExpectation);
}
