using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Actions;

/// <summary>Cuts a region off from everything outside it, or brings it back.</summary>
public sealed record RegionAction(string Region, bool IsCut) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => $"{(IsCut ? "cut off" : "bring back")} region {Region}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return lab.Links.CutAsync(Region, IsCut, cancellationToken);
    }

    /// <summary>The action of a <c>cut</c> or <c>heal</c> that is about a region; null for one that is about parties.</summary>
    internal static RegionAction? Find(YamlNode node, ScenarioNames names, bool isCut) =>
        node is YamlMappingNode mapping && mapping.Children.Keys.Any(k => k is YamlScalarNode { Value: "region" })
            ? new RegionAction(
                names.Region(new MappingReader(node, $"'{(isCut ? "cut" : "heal")}' of a region", "region").Require("region")), isCut)
            : null;
}
