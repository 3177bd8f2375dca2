using MeshGate.Core.Paths;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Snapshots;

/// <summary>Why two nodes speak the way they do.</summary>
/// <param name="Source">One node.</param>
/// <param name="Destination">The other.</param>
/// <param name="InUse">Whether a daemon reports that the path chosen carries their session; else it is what is tried first.</param>
/// <param name="Chosen">The path chosen; null where there is none.</param>
/// <param name="Reason">Why there is this one, or none.</param>
/// <param name="Alternatives">All others, in the order in which they are tried; those that cannot be used come last.</param>
public sealed record PairLines(string Source, string Destination, bool InUse, PathLine? Chosen, string Reason, IReadOnlyList<PathLine> Alternatives)
{
    /// <summary>Explains a pair from the MeshNodes, given in any order.</summary>
    public static PairLines Explain(IEnumerable<MeshNode> nodes, string source, string destination)
    {
        MeshReading mesh = MeshReading.Of(nodes);
        PathExplanation explanation = PathExplainer.Explain(new PathMesh(mesh.Nodes, mesh.Plan), source, destination, mesh.Reports);
        string quiet = explanation is { IsInUse: false, Chosen: not null } ? " Neither daemon reports a session with the other: they do not speak now, and this is what they try first." : string.Empty;
        return new PairLines(
            source,
            destination,
            explanation.IsInUse,
            explanation.Chosen is { } chosen ? PathLine.Of(chosen, true, explanation.Reason) : null,
            explanation.Reason + quiet,
            [.. explanation.Alternatives.Select(path => PathLine.Of(path.Path, path.IsUsable, path.Reason))]);
    }
}
