using MeshGate.Lab.Links;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Actions;

/// <summary>Changes a region's link while it runs; what is not said stays as it is.</summary>
public sealed record LinkAction(string Region, LinkPatch Patch) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"link of {Region}: {Patch.Describe()}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return lab.Links.ChangeAsync(Region, Patch, cancellationToken);
    }

    internal static LinkAction Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'link'", ["region", .. LinkReader.Keys]);
        var action = new LinkAction(names.Region(reader.Require("region")), LinkReader.ReadPatch(reader));
        return action.Patch.IsEmpty
            ? throw ScenarioException.At(node, $"'link' needs one of {string.Join(", ", LinkReader.Keys)}")
            : action;
    }
}
