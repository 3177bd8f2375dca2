using System.Collections.Immutable;
using System.Globalization;

namespace MeshGate.Core.Paths;

/// <summary>Says in words which path two nodes have, which others there are, and why each of those was not chosen.</summary>
public static class PathExplainer
{
    private const int MostRelays = 8;

    /// <summary>Explains the paths between two nodes: those of the plan, and what their daemons say of them.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="one">One node's name.</param>
    /// <param name="other">Another's.</param>
    /// <param name="reports">What daemons report; those of the two towards each other count. Without any, the plan alone is explained.</param>
    public static PathExplanation Explain(PathMesh mesh, string one, string other, params IEnumerable<PathReport> reports)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(reports);
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
        var use = PathUse.Of(mesh, from, to, reports);
        MeshPath? chosen = use is null ? paths.FirstOrDefault() : use.Path;
        int rank = chosen is null ? paths.Length : paths.IndexOf(chosen);
        string why = chosen is not null && rank == 0 ? WhyFirst(chosen, from, to)
            : paths.IsEmpty ? $"{WhyNotDirect(from, to)}, and no relay and no TURN server can be used."
            : string.Empty;
        return new PathExplanation(
            chosen,
            string.Join(' ', new[] { why, use?.Words(rank) ?? string.Empty }.Where(words => words.Length > 0)),
            [
                .. paths.Select((path, at) => at == rank ? null : Rejected(mesh, path, chosen, use, isBefore: at < rank)).OfType<RejectedPath>(),
                .. Unusable(mesh, from, to, chosen is null ? paths : paths.Add(chosen)),
            ])
        {
            IsInUse = use?.Path is not null,
        };
    }

    private static RejectedPath Rejected(PathMesh mesh, MeshPath path, MeshPath? chosen, PathUse? use, bool isBefore) => (path.Kind, isBefore) switch
    {
        (_, false) => new RejectedPath(path, true, chosen is null ? "It stands by." : WhyLater(mesh, path, chosen)),
        (PathKind.Direct, _) => new RejectedPath(path, false, use!.WhyNotDirect),
        _ when chosen is null => new RejectedPath(path, false, "It is tried, and carries nothing yet."),
        _ => new RejectedPath(path, true, $"By the plan it comes before the path in use ({Milliseconds(path)}); the daemons moved from it, or had the other first."),
    };

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
        if (!PathMesh.MaySpeakDirectly(from, to) && !paths.Any(path => path.Kind == PathKind.Direct))
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
            ?? (new[] { from, to }.FirstOrDefault(end => !relay.Serves(end.Assignment.Segment)) is { } end ? $"serves {relay.Assignment.Serves?.Segment ?? "nobody yet"} alone, and {end.Name} is in {end.Assignment.Segment}"
                : !PairGraph.IsRelayOf(relay, from) && !PairGraph.IsRelayOf(relay, to) ? "is a relay of neither: other relays were drawn for them"
                : $"is one more than the {MostRelays} relays that are tried");

    private static string WhyNotDirect(PathNode from, PathNode to) => $"{Form(from.SpeaksDirectly ? to : from)} lets hubs relay what its nodes say to others";

    private static string Form(PathNode node) => $"{node.Assignment.Segment} ({node.Assignment.Topology})";

    private static string Milliseconds(MeshPath path) => string.Create(CultureInfo.InvariantCulture, $"{path.RttMilliseconds:0.#} ms");

    private static bool SharesFate(PathMesh mesh, MeshPath one, MeshPath other)
        => one.Relays.Any(relay => other.Relays.Any(first => mesh.Find(first) is { } known && mesh.Find(relay)!.Node.Place.SharesFate(known.Node.Place)));
}
