using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Actions;

/// <summary>Does actions in order, again and again.</summary>
public sealed record RepeatAction(int Times, IReadOnlyList<ScenarioAction> Actions) : ScenarioAction
{
    private const int MaximumTimes = 10_000;
    private const int MaximumActions = 100;

    /// <inheritdoc/>
    public override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"{Times} times: {string.Join(", ", Actions.Select(a => a.Describe()))}");

    /// <inheritdoc/>
    public override async Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        for (var round = 1; round <= Times; round++)
        {
            foreach (var action in Actions)
            {
                try
                {
                    await action.ExecuteAsync(lab, cancellationToken);
                }
                catch (LabException e)
                {
                    throw new LabException($"round {round}, {action.Describe()}: {e.Message}", e);
                }
            }
        }
    }

    internal static RepeatAction Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'repeat'", "times", "steps");
        _ = reader.Require("times");
        var steps = YamlScalars.List(reader.Require("steps"));
        return steps.Count is 0 or > MaximumActions
            ? throw ScenarioException.At(reader.Require("steps"), $"'repeat' has 1 to {MaximumActions} steps")
            : new RepeatAction(reader.OptionalInteger("times", 1, MaximumTimes)!.Value, [.. steps.Select(step => ReadStep(step, names))]);
    }

    // An expectation within would be one of its last round alone; a load or an attack has a name that is good once.
    private static ScenarioAction ReadStep(YamlNode node, ScenarioNames names) =>
        StepReader.Read(node, names) is not { Action: { } action } ? throw ScenarioException.At(node, "'repeat' has actions alone; what is expected stands after it")
        : action is RepeatAction or LoadAction or AttackAction or OperationsAction ? throw ScenarioException.At(node, "'repeat' cannot have repeat, load, attack or operations within")
        : action;
}
