using System.Collections.Immutable;
using System.Globalization;

namespace MeshGate.Core.Paths;

/// <summary>Says in words which path two nodes have, which others there are, and why each of those was not chosen.</summary>
public static class PathExplainer
{
    private const int MostRelays = 8;

    /// <summary>Explains the paths between two nodes as the plan has them. Which of them work, their daemons find out.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="one">One node's name.</param>
    /// <param name="other">Another's.</param>
    public static PathExplanation Explain(PathMesh mesh, string one, string other)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (one == other)
        {
            return new PathExplanation(null, $"{one} does not need a path to itself.", []);
        }

        if ((mesh.WhyNoPeer(one) ?? mesh.WhyNoPeer(other)) is { } missing)
        {
            return new PathExplanation(null, missing, []);
        }

        (PathNode from, PathNode to) = (mesh.Find(one)!, mesh.Find(other)!);
        ImmutableArray<MeshPath> paths = PathFinder.Between(mesh, one, other, MostRelays);
        return new PathExplanation(
            paths.FirstOrDefault(),
            paths.IsEmpty ? $"{WhyNotDirect(from, to)}, and no relay and no TURN server can be used." : WhyFirst(paths[0], from, to),
            [.. paths.Skip(1).Select(path => new RejectedPath(path, true, WhyLater(mesh, path, paths[0]))), .. Unusable(mesh, from, to, paths)]);
    }

    private static string WhyFirst(MeshPath path, PathNode from, PathNode to) => path.Kind switch
    {
        PathKind.Direct when from.Assignment.Pinned.Contains(to.Name) => $"{from.Name} and {to.Name} are pinned to each other and speak directly.",
        PathKind.Direct => $"Nodes of {Form(from)} speak directly{(from.Assignment.Segment == to.Assignment.Segment ? string.Empty : $", and so do those of {Form(to)}")}.",
        PathKind.Turn => $"{WhyNotDirect(from, to)}, and no relay can be used.",
        _ => $"{WhyNotDirect(from, to)}; of the relays that can be used, this has the shortest way.",
    };

    private static string WhyLater(PathMesh mesh, MeshPath path, MeshPath first) => path.Kind switch
    {
        PathKind.Turn => "It comes last: a server outside the mesh carries it.",
        _ when first.Kind == PathKind.Direct => $"It stands by for when the direct path fails ({Milliseconds(path)}).",
        _ when path.Relays.Any(relay => !mesh.Find(relay)!.Node.IsOnline) => $"It stands by: {path.Relays.First(relay => !mesh.Find(relay)!.Node.IsOnline)} is offline.",
        _ => $"It stands by: {Milliseconds(path)}, and the path chosen has {Milliseconds(first)}{(SharesFate(mesh, path, first) ? "; and one failure can take both" : string.Empty)}.",
    };

    private static IEnumerable<RejectedPath> Unusable(PathMesh mesh, PathNode from, PathNode to, ImmutableArray<MeshPath> paths)
    {
        if (!PathMesh.MaySpeakDirectly(from, to))
        {
            yield return new RejectedPath(new MeshPath(PathKind.Direct, [], PathMesh.RttBetween(from, to)), false, $"{WhyNotDirect(from, to)}.");
        }

        HashSet<string> used = [.. paths.SelectMany(path => path.Relays)];
        foreach (PathNode relay in mesh.Relays.Where(relay => relay != from && relay != to && !used.Contains(relay.Name)))
        {
            var path = new MeshPath(PathKind.Relay, [relay.Name], PathMesh.RttBetween(from, relay) + PathMesh.RttBetween(relay, to));
            yield return new RejectedPath(path, false, $"{relay.Name} {WhyNotThrough(relay, from, to)}.");
        }

        if (!paths.Any(path => path.Kind == PathKind.Turn))
        {
            yield return new RejectedPath(new MeshPath(PathKind.Turn, [], PathMesh.RttBetween(from, to)), false, "No policy gives either node a TURN server.");
        }
    }

    private static string WhyNotThrough(PathNode relay, PathNode from, PathNode to)
        => PathMesh.WhyNoRelay(relay)
            ?? (new[] { from, to }.FirstOrDefault(end => !relay.Serves(end.Assignment.Segment)) is { } end ? $"serves {relay.Assignment.Serves!.Segment} alone, and {end.Name} is in {end.Assignment.Segment}"
                : !PairGraph.IsRelayOf(relay, from) && !PairGraph.IsRelayOf(relay, to) ? "is a relay of neither: other relays were drawn for them"
                : $"is one more than the {MostRelays} relays that are tried");

    private static string WhyNotDirect(PathNode from, PathNode to) => $"{Form(from.SpeaksDirectly ? to : from)} lets hubs relay what its nodes say to others";

    private static string Form(PathNode node) => $"{node.Assignment.Segment} ({node.Form})";

    private static string Milliseconds(MeshPath path) => string.Create(CultureInfo.InvariantCulture, $"{path.RttMilliseconds:0.#} ms");

    private static bool SharesFate(PathMesh mesh, MeshPath one, MeshPath other)
        => one.Relays.Any(relay => other.Relays.Any(first => mesh.Find(relay)!.Node.Place.SharesFate(mesh.Find(first)!.Node.Place)));
}
