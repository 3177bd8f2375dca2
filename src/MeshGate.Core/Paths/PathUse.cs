using System.Collections.Immutable;
using System.Globalization;

namespace MeshGate.Core.Paths;

/// <summary>What two daemons say of the path between them.</summary>
internal sealed class PathUse
{
    private readonly PathReport _report;
    private readonly PathReport? _opposite;
    private readonly bool _isOnline;

    private PathUse(PathReport report, PathReport? opposite, MeshPath? path, bool isOnline)
    {
        _report = report;
        _opposite = opposite;
        _isOnline = isOnline;
        Path = path;
    }

    /// <summary>The path in use; null where none works.</summary>
    public MeshPath? Path { get; }

    /// <summary>Why the path in use is not direct, as one sentence.</summary>
    public string WhyNotDirect => new[] { _report, _opposite }.FirstOrDefault(report => report?.Reason is not null) is { } told
        ? $"{told.Node} says: {Ended(told.Reason!)}"
        : "No daemon says why.";

    /// <summary>Reads the reports of two nodes towards each other, of which one that has a path counts; null where there are none.</summary>
    public static PathUse? Of(PathMesh mesh, PathNode from, PathNode to, IEnumerable<PathReport> reports)
    {
        PathReport[] both =
        [
            .. reports
                .Where(report => (report.Node == from.Name && report.Peer == to.Name) || (report.Node == to.Name && report.Peer == from.Name))
                .OrderByDescending(report => report.Kind is not null)
                .ThenByDescending(report => mesh.Find(report.Node)!.Node.IsOnline)
                .ThenBy(report => report.Node != from.Name),
        ];
        return both.Length == 0 ? null : new PathUse(both[0], both.ElementAtOrDefault(1), PathOf(mesh, from, to, both[0]), mesh.Find(both[0].Node)!.Node.IsOnline);
    }

    /// <summary>What they say, in sentences.</summary>
    /// <param name="rank">Where the path in use stands among those of the plan; below 0 where it is none of them.</param>
    public string Words(int rank)
    {
        var words = new List<string>();
        if (!_isOnline)
        {
            words.Add($"{_report.Node} is offline, and this is what it last reported.");
        }

        if (Path is null)
        {
            words.Add($"No path works now. {WhyNotDirect}");
            return string.Join(' ', words);
        }

        words.Add($"It is in use{Measured()}.");
        if (rank < 0)
        {
            words.Add("The plan does not have it: the daemons act by older orders, or a MeshRoute asks for it.");
        }

        if (_opposite is not null && _opposite.Kind != _report.Kind)
        {
            words.Add($"{_opposite.Node} reports {(_opposite.Kind switch { null => "no path", PathKind.Direct => "the direct path", PathKind.Turn => "a TURN server", _ => $"{_opposite.Relay ?? "a relay"}" })} instead.");
        }

        return string.Join(' ', words);
    }

    private string Measured()
    {
        string[] measured =
        [
            .. _report.RttMilliseconds is { } rtt ? [string.Create(CultureInfo.InvariantCulture, $"{rtt:0.#} ms")] : Array.Empty<string>(),
            .. _report.LossPercent is { } loss ? [string.Create(CultureInfo.InvariantCulture, $"{loss} % loss")] : Array.Empty<string>(),
        ];
        return measured.Length == 0 ? string.Empty : $"; {_report.Node} measures {string.Join(" and ", measured)}";
    }

    private static MeshPath? PathOf(PathMesh mesh, PathNode from, PathNode to, PathReport report)
    {
        // Each daemon names two relays in a row in the order in which it meets them.
        ImmutableArray<string> told = report.Kind == PathKind.Relay ? [.. report.Relay?.Split('+') ?? []] : [];
        ImmutableArray<string> relays = report.Node == from.Name ? told : [.. told.Reverse()];
        PathNode[] way = [from, .. relays.Select(mesh.Find).OfType<PathNode>(), to];
        double guess = way.Zip(way.Skip(1)).Sum(link => PathMesh.RttBetween(link.First, link.Second));
        return report.Kind is { } kind ? new MeshPath(kind, relays, report.RttMilliseconds ?? guess) : null;
    }

    private static string Ended(string sentence) => sentence.EndsWith('.') ? sentence : sentence + ".";
}
