using MeshGate.Lab.Links;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Reads <c>regions</c>.</summary>
internal static class RegionsReader
{
    private const int MaximumRegions = 16;

    internal static void Read(YamlNode? node, ScenarioNames names)
    {
        foreach (var (key, value) in YamlScalars.Entries(node, "regions"))
        {
            var name = TopologyReader.NewName(key, "region", names.Regions.Keys);
            var link = YamlScalars.IsNull(value)
                ? new LinkSpec()
                : LinkReader.Read(new MappingReader(value, $"region '{name}'", LinkReader.Keys), new LinkSpec());
            names.Regions[name] = new RegionSpec(name, link, SourcePosition.Of(key));
        }

        if (names.Regions.Count > MaximumRegions)
        {
            throw ScenarioException.At(node!, $"a scenario has at most {MaximumRegions} regions");
        }
    }
}
