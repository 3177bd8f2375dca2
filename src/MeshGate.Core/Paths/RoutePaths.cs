using System.Collections.Immutable;
using MeshGate.Core.Routes;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Paths;

/// <summary>
/// The paths of a route between two nodes: those that a person wrote, as far as the mesh has them, and for what is left open the
/// best that are found, with up to two relays, sharing no relay with each other or with what was written.
/// </summary>
public static class RoutePaths
{
    /// <summary>How many backup paths are found where a route leaves it open.</summary>
    public const int DefaultBackups = 2;

    // The primary path and eight backups.
    private const int PathsOfARoute = 9;

    /// <summary>Finds the paths.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="route">A route to a node, which <see cref="RouteChecks"/> found nothing wrong with.</param>
    public static RoutePathPlan For(PathMesh mesh, RouteSnapshot route)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(route);
        (string source, string destination) = (route.Source ?? string.Empty, route.Node ?? string.Empty);
        Finding[] ends = [.. Missing(mesh, "spec.source", source), .. Missing(mesh, "spec.destination.node", destination)];
        if (ends.Length > 0 || mesh.Find(source) is not { } from || mesh.Find(destination) is not { } to)
        {
            return new RoutePathPlan([], [.. ends]);
        }

        var findings = new List<Finding>();
        var written = new List<MeshPath>();
        foreach ((string field, ImmutableArray<string> relays) in route.Paths())
        {
            Finding[] wrong = [.. relays.SelectMany((relay, at) => WrongWith(mesh, $"{field}.relays[{at}]", relay))];
            findings.AddRange(wrong);
            if (wrong.Length == 0)
            {
                written.Add(Written(mesh, from, to, relays));
            }
        }

        // Where the primary path is left open, the best that is found goes before what was written; backups go behind it.
        int wanted = (route.PrimaryPath is null ? 1 : 0) + (route.BackupPaths is null ? route.MaxBackupPaths ?? DefaultBackups : 0);
        ImmutableArray<MeshPath> found = [.. Found(mesh, from, to, written).Take(wanted)];
        return new RoutePathPlan(route.PrimaryPath is null ? [.. found.Take(1), .. written, .. found.Skip(1)] : [.. written, .. found], [.. findings]);
    }

    private static IEnumerable<MeshPath> Found(PathMesh mesh, PathNode from, PathNode to, List<MeshPath> written)
    {
        HashSet<string> used = [.. written.SelectMany(path => path.Relays)];
        IEnumerable<MeshPath> relayed = new PairGraph(from, to, mesh.Relays.Where(relay => !used.Contains(relay.Name)), hasChains: true).Spread(PathsOfARoute);
        return PathFinder.Direct(from, to).Concat(relayed).Concat(PathFinder.Turn(from, to)).Except(written);
    }

    private static MeshPath Written(PathMesh mesh, PathNode from, PathNode to, ImmutableArray<string> relays)
    {
        PathNode[] way = [from, .. relays.Select(mesh.Find).OfType<PathNode>(), to];
        return new MeshPath(relays.IsEmpty ? PathKind.Direct : PathKind.Relay, relays, way.Zip(way.Skip(1)).Sum(link => PathMesh.RttBetween(link.First, link.Second)));
    }

    private static IEnumerable<Finding> Missing(PathMesh mesh, string field, string name)
        => mesh.WhyNoPeer(name) is { } why ? [new Finding(field, Begun(why))] : [];

    private static IEnumerable<Finding> WrongWith(PathMesh mesh, string field, string name)
        => mesh.Find(name) is not { } relay ? Missing(mesh, field, name)
            : PathMesh.WhyNoRelay(relay) is { } why ? [new Finding(field, $"MeshNode {name} {why}")]
            : [];

    private static string Begun(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');
}
