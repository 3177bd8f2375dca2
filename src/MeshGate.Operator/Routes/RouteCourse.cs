using MeshGate.Core.Paths;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.Routes;

/// <summary>How a route fares, by what the daemon at its source tells of its peer at the other end.</summary>
public static class RouteCourse
{
    /// <summary>
    /// What the source tells of the destination while it follows the route; null for nothing. Failovers are those of the end that counts
    /// more: one that was moved by the other need not have noticed any.
    /// </summary>
    public static PeerSummary? Find(PlannedRoute? planned, Func<string, MeshNode?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        if (planned is null)
        {
            return null;
        }

        PeerSummary? there = Find(planned.Route.Source!, planned.Route.Node!);
        PeerSummary? back = Find(planned.Route.Node!, planned.Route.Source!);
        return there is not null && back?.Failovers > (there.Failovers ?? 0)
            ? there with { Failovers = back.Failovers, FailoverCause = back.FailoverCause, FailoverGapMilliseconds = back.FailoverGapMilliseconds }
            : there;

        PeerSummary? Find(string of, string peer)
            => find(of)?.Status?.Agent?.Peers?.FirstOrDefault(told => told?.Name == peer && told!.Route == planned.Route.Name);
    }

    /// <summary>Whether a daemon tells something new of a route.</summary>
    public static bool HasMoved(MeshNode before, MeshNode after)
        => !Followed(before).SequenceEqual(Followed(after));

    /// <summary>
    /// How the route fares; null while that is not known. A path that was left open and never worked, as a direct one between two NATs that
    /// keep each other out, has not failed: the best that there is carries the route then.
    /// </summary>
    public static RouteState? StateOf(PlannedRoute planned, PeerSummary? summary)
    {
        ArgumentNullException.ThrowIfNull(planned);
        return summary is null || planned.Paths.IsEmpty ? null
            : summary.Path == PeerPath.None || summary.Phase == nameof(RouteState.Failed) ? RouteState.Failed
            : NameOf(summary) == planned.Paths[0].Name || IsBestOfOpen(planned, summary) ? RouteState.Active
            : summary.Phase == nameof(RouteState.Recovering) ? RouteState.Recovering
            : RouteState.FailedOver;
    }

    /// <summary>The path in use; null for none.</summary>
    public static RoutePathStatus? ActiveOf(PlannedRoute planned, PeerSummary? summary)
    {
        ArgumentNullException.ThrowIfNull(planned);
        if (summary is null or { Path: PeerPath.None })
        {
            return null;
        }

        string? name = NameOf(summary);
        return PathsOf(planned, summary).FirstOrDefault(path => path.Name == name)
            ?? new RoutePathStatus
            {
                Name = name,
                Relays = summary.Via?.Split('+') ?? [],
                Health = PathHealth.Healthy,
                Reason = "The route does not name it: none of its own paths works.",
            };
    }

    /// <summary>Every path, the primary one first.</summary>
    public static IReadOnlyList<RoutePathStatus> PathsOf(PlannedRoute planned, PeerSummary? summary)
    {
        ArgumentNullException.ThrowIfNull(planned);
        return
        [
            .. planned.Paths.Select(path => new RoutePathStatus
            {
                Name = path.Name,
                Relays = path.Relays,
                Health = summary?.Paths?.FirstOrDefault(told => told.Path == path.Name)?.Health ?? PathHealth.Unknown,
            }),
        ];
    }

    /// <summary>What happened when paths failed; the time is when the operator learned of it.</summary>
    public static RouteFailovers? FailoversOf(RouteFailovers? before, PeerSummary? summary, DateTimeOffset now)
    {
        if (summary?.Failovers is not { } count)
        {
            return before;
        }

        var told = new RouteFailovers
        {
            Count = count,
            LastCause = summary.FailoverCause,
            LastDuration = summary.FailoverGapMilliseconds is { } gap ? $"{gap}ms" : null,
            LastTime = before?.LastTime,
        };
        return told == before ? before : told with { LastTime = new DateTime(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc) };
    }

    private static bool IsBestOfOpen(PlannedRoute planned, PeerSummary summary)
        => planned.Route.PrimaryPath is null && summary.Phase == nameof(RouteState.Active) && planned.Paths.Any(path => path.Name == NameOf(summary));

    private static string? NameOf(PeerSummary summary) => summary.Path switch
    {
        PeerPath.Direct => nameof(PathKind.Direct),
        PeerPath.Turn => nameof(PathKind.Turn),
        _ => summary.Via,
    };

    // What is measured is left out: it changes all the time.
    private static IEnumerable<string> Followed(MeshNode node)
        => (node.Status?.Agent?.Peers ?? [])
            .Where(peer => peer?.Route is not null)
            .Select(peer => $"{peer.Name} {peer.Route} {peer.Path} {peer.Via} {peer.Phase} {peer.Failovers} {peer.FailoverCause} {peer.FailoverGapMilliseconds} {string.Join(',', peer.Paths ?? [])}");
}
