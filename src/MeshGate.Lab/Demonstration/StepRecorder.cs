using MeshGate.Lab.Actions;
using MeshGate.Lab.Running;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Demonstration;

/// <summary>Keeps what becomes of each step, and when, and passes it on.</summary>
/// <param name="scenario">Whose steps.</param>
/// <param name="origin">The timestamp from which seconds are counted.</param>
/// <param name="time">The clock.</param>
/// <param name="next">Is told everything too.</param>
public sealed class StepRecorder(Scenario scenario, long origin, TimeProvider time, IRunObserver next) : IRunObserver
{
    private readonly List<StepRecord> _steps = [];
    private double _began;

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<StepRecord> Steps => _steps;

    /// <inheritdoc/>
    public void Say(string text) => next.Say(text);

    /// <inheritdoc/>
    public void Begin(string title)
    {
        _began = time.GetElapsedTime(origin).TotalSeconds;
        next.Begin(title);
    }

    /// <inheritdoc/>
    public void End(StepResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _steps.Add(new StepRecord
        {
            Title = result.Title,
            At = Math.Round(_began, 3),
            Seconds = Math.Round(result.Duration.TotalSeconds, 3),
            IsExpectation = result.IsExpectation,
            IsEvent = IsEvent(scenario.Steps.FirstOrDefault(step => step.Position.Line == result.Line)?.Action),
            Passed = result.Passed,
            Detail = result.Detail,
            Value = Finite(result.Value),
            Bound = Finite(result.Bound),
            Unit = result.Unit,
        });
        next.End(result);
    }

    // JSON has no other numbers.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static bool IsEvent(ScenarioAction? action) =>
        action is ProcessAction or FaultAction or HealAction or RegionAction or LinkAction or BlockAction or RebindAction or ChangeAddressAction or OperationsAction;
}
