using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>A place in a scenario file. Lines and columns count from 1.</summary>
public readonly record struct SourcePosition(long Line, long Column)
{
    /// <summary>Where a YAML node begins.</summary>
    public static SourcePosition Of(YamlNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new SourcePosition(node.Start.Line, node.Start.Column);
    }
}
