using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Links;

/// <summary>Reads what a scenario says of a link.</summary>
internal static class LinkReader
{
    /// <summary>The keys that a link has.</summary>
    internal static readonly string[] Keys = ["delay", "jitter", "rate", "loss", "reorder"];

    private const string Unlimited = "none";

    /// <summary>The values that are said, and those of <paramref name="otherwise"/> for those that are not.</summary>
    internal static LinkSpec Read(MappingReader reader, LinkSpec otherwise) => ReadPatch(reader).Apply(otherwise) is var spec && spec.Problem is { } problem
        ? throw ScenarioException.At(reader.Node, problem)
        : spec;

    /// <summary>What is said, to be applied to a link that is not known yet.</summary>
    internal static LinkPatch ReadPatch(MappingReader reader)
    {
        var delay = reader.OptionalDuration("delay");
        if (delay > LinkSpec.MaximumDelay)
        {
            throw ScenarioException.At(reader.Require("delay"), "'delay' is at most 10s, one way");
        }

        return new LinkPatch(
            delay,
            reader.OptionalDuration("jitter"),
            Rate(reader, out var isUnlimited),
            isUnlimited,
            reader.OptionalNumber("loss", 0, 100),
            reader.Has("reorder") ? reader.Flag("reorder") : null);
    }

    private static long? Rate(MappingReader reader, out bool isUnlimited)
    {
        var text = reader.OptionalText("rate");
        isUnlimited = text == Unlimited;
        return text is null || isUnlimited ? null
            : RateText.TryParse(text, out var rate) ? rate
            : throw ScenarioException.At(reader.Require("rate"), $"'rate' must be from 8kbit to 10Gbit, such as 100Mbit, or none, not '{text}'");
    }
}
