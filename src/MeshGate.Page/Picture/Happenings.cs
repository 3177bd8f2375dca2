using System.Collections.Immutable;
using System.Globalization;

namespace MeshGate.Page.Picture;

/// <summary>Finds out what happened between two pictures, for a person who follows along.</summary>
public static class Happenings
{
    /// <summary>What happened, what matters most first.</summary>
    /// <param name="before">The picture before.</param>
    /// <param name="after">The picture after.</param>
    /// <param name="now">When it was seen.</param>
    public static ImmutableArray<Happening> Between(MeshPicture before, MeshPicture after, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. OfLinks(before, after, now).Concat(OfNodes(before, after, now)).Concat(OfRoutes(before, after, now))
                .OrderBy(happening => happening.Kind)
                .ThenBy(happening => happening.Text, StringComparer.Ordinal),
        ];
    }

    /// <summary>A pair's path as the rest of a sentence.</summary>
    internal static string Words(PictureLink link) => link.Kind switch
    {
        LinkKind.Direct => "the direct path",
        LinkKind.Relay => link.Via is { } relay ? relay.Contains('+', StringComparison.Ordinal) ? $"the relays {relay.Replace("+", " and ", StringComparison.Ordinal)}" : $"the relay {relay}" : "a relay",
        LinkKind.Turn => "a TURN server",
        LinkKind.None => "no path",
        _ => "nothing",
    };

    private static IEnumerable<Happening> OfLinks(MeshPicture before, MeshPicture after, DateTimeOffset now)
    {
        foreach (PictureLink link in after.Links.Values)
        {
            if (before.Links.TryGetValue(link.Id, out PictureLink? old) && Of(old, link) is var (kind, text))
            {
                yield return new Happening(now, kind, text) { One = link.One, Other = link.Other };
            }
        }
    }

    private static (HappeningKind Kind, string Text)? Of(PictureLink old, PictureLink link)
    {
        string pair = $"{link.One} and {link.Other}";
        bool isMoved = (old.Kind, old.Via) != (link.Kind, link.Via);
        if (link.Failovers > old.Failovers)
        {
            string why = link.Cause is { } cause ? $": {CauseWords(cause)}" : string.Empty;
            string gap = link.Gap is { } lost ? string.Create(CultureInfo.InvariantCulture, $"; nothing passed for {lost} ms") : string.Empty;
            return (HappeningKind.Failover, $"{pair} failed over{(isMoved ? $" from {Words(old)} to {Words(link)}" : string.Empty)}{why}{gap}.");
        }

        // A session that begins or falls asleep is everyday life, unless it begins on anything but a direct path.
        if (!isMoved || link.Kind == LinkKind.Idle || (old.Kind == LinkKind.Idle && link.Kind == LinkKind.Direct))
        {
            return null;
        }

        string reason = link.Reason is { } told ? $": {told.TrimEnd('.')}" : string.Empty;
        return (old.Kind, link.Kind) switch
        {
            (_, LinkKind.None) => (HappeningKind.Worse, $"{pair} have no path{reason}."),
            (LinkKind.None, _) => (HappeningKind.Better, $"{pair} speak again, by {Words(link)}."),
            _ when link.Kind < old.Kind && old.Kind != LinkKind.Idle => (HappeningKind.Better, $"{pair} moved from {Words(old)} to {Words(link)}."),
            (LinkKind.Relay, LinkKind.Relay) => (HappeningKind.Better, $"{pair} moved from {Words(old)} to {Words(link)}."),
            _ => (HappeningKind.Worse, $"{pair} speak by {Words(link)} now{reason}."),
        };
    }

    private static IEnumerable<Happening> OfNodes(MeshPicture before, MeshPicture after, DateTimeOffset now)
    {
        foreach (PictureNode node in after.Nodes.Values)
        {
            if (!before.Nodes.TryGetValue(node.Name, out PictureNode? old))
            {
                yield return Of(HappeningKind.Topology, node, $"{node.Name} is new.");
                continue;
            }

            if ((old.Health == NodeHealth.Offline) != (node.Health == NodeHealth.Offline))
            {
                yield return node.Health == NodeHealth.Offline
                    ? Of(HappeningKind.Offline, node, $"{node.Name} is offline: its heartbeats do not arrive.")
                    : Of(HappeningKind.Online, node, $"{node.Name} is back.");
            }

            if (old.Segment != node.Segment)
            {
                yield return Of(HappeningKind.Topology, node, node.Segment is null ? $"{node.Name} is nobody's peer any more." : $"{node.Name} is in {node.Segment} now.");
            }
            else if (old.Hub != node.Hub)
            {
                yield return Of(HappeningKind.Topology, node, node.Hub ? $"{node.Name} is a hub of {node.Segment} now." : $"{node.Name} is no hub any more.");
            }
        }

        foreach (PictureNode old in before.Nodes.Values.Where(old => !after.Nodes.ContainsKey(old.Name)))
        {
            yield return Of(HappeningKind.Topology, old, $"{old.Name} is gone.");
        }

        Happening Of(HappeningKind kind, PictureNode node, string text) => new(now, kind, text) { One = node.Name };
    }

    private static IEnumerable<Happening> OfRoutes(MeshPicture before, MeshPicture after, DateTimeOffset now) => after.Routes.Values
        .Where(route => before.Routes.TryGetValue(route.Name, out PictureRoute? old) && route.State is not null && (old.State, old.Active) != (route.State, route.Active))
        .Select(route => new Happening(
            now,
            HappeningKind.Route,
            $"Route {route.Name}: {StateWords(route.State!)}{(route.Active is { } path ? $", by {path}" : string.Empty)}."));

    private static string CauseWords(string cause) => cause switch
    {
        "Silent" => "nothing was heard on it",
        "Lossy" => "too much was lost on it",
        "PeerMoved" => "the peer moved first",
        "Unanswered" => "its checks were not answered",
        _ => cause,
    };

    private static string StateWords(string state) => state switch
    {
        "Active" => "on its first path",
        "FailedOver" => "failed over",
        "Recovering" => "recovering",
        "Failed" => "no path works",
        _ => state,
    };
}
