using MeshGate.Lab.Actions;
using MeshGate.Lab.Expectations;

namespace MeshGate.Lab.Scenarios;

/// <summary>One step: an action, or else an expectation with its deadline.</summary>
public sealed record ScenarioStep(
    string Title, ScenarioAction? Action, Expectation? Expectation, TimeSpan Within, SourcePosition Position);
