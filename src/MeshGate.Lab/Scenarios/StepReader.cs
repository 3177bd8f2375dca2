using MeshGate.Lab.Actions;
using MeshGate.Lab.Expectations;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Reads one entry of <c>steps</c>.</summary>
internal static class StepReader
{
    internal static ScenarioStep Read(YamlNode node, ScenarioNames names)
    {
        var actions = ActionReader.Keys;
        var reader = new MappingReader(node, "a step", ["name", "within", "expect", .. actions]);
        var given = actions.Append("expect").Where(reader.Has).ToArray();
        if (given.Length != 1)
        {
            throw ScenarioException.At(node, given.Length == 0
                ? $"a step needs one of expect, {string.Join(", ", actions)}"
                : $"a step does one thing; this one has {string.Join(" and ", given)}");
        }

        var within = reader.OptionalDuration("within");
        if (given[0] != "expect")
        {
            if (within is not null)
            {
                throw ScenarioException.At(reader.Require("within"), "'within' is for expectations");
            }

            var action = ActionReader.Read(given[0], reader.Require(given[0]), names);
            return new ScenarioStep(
                reader.OptionalText("name") ?? action.Describe(), action, null, TimeSpan.Zero, SourcePosition.Of(node));
        }

        var expectation = ExpectationReader.Read(reader.Require("expect"), names);
        return new ScenarioStep(
            reader.OptionalText("name") ?? expectation.Describe(), null, expectation, within ?? expectation.DefaultWithin,
            SourcePosition.Of(node));
    }
}
