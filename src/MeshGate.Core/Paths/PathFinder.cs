using System.Collections.Immutable;

namespace MeshGate.Core.Paths;

/// <summary>Finds the paths that two nodes have, from the plan alone: direct where the topology allows it, relays that either registers with, TURN.</summary>
public static class PathFinder
{
    /// <summary>The paths between two nodes, best first; none where one of them is no peer. The order of the two decides nothing but the order of relays.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="one">One node's name.</param>
    /// <param name="other">Another's.</param>
    /// <param name="most">The most paths through relays.</param>
    public static ImmutableArray<MeshPath> Between(PathMesh mesh, string one, string other, int most)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (one == other || mesh.Find(one) is not { } from || mesh.Find(other) is not { } to)
        {
            return [];
        }

        IEnumerable<PathNode> relays = mesh.Relays.Where(relay => PairGraph.IsRelayOf(relay, from) || PairGraph.IsRelayOf(relay, to));
        return [.. Direct(from, to), .. new PairGraph(from, to, relays, hasChains: false).Spread(most), .. Turn(from, to)];
    }

    /// <summary>The direct path, where the topology allows it.</summary>
    internal static IEnumerable<MeshPath> Direct(PathNode from, PathNode to)
        => PathMesh.MaySpeakDirectly(from, to) ? [new MeshPath(PathKind.Direct, [], PathMesh.RttBetween(from, to))] : [];

    /// <summary>The path through a TURN server, where either has one: the other needs none.</summary>
    internal static IEnumerable<MeshPath> Turn(PathNode from, PathNode to)
        => from.Node.Settings.TurnServers.IsEmpty && to.Node.Settings.TurnServers.IsEmpty ? [] : [new MeshPath(PathKind.Turn, [], PathMesh.RttBetween(from, to))];
}
