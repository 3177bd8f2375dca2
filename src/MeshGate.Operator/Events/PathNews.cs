using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;

namespace MeshGate.Operator.Events;

/// <summary>Something that happened to a node's path to a peer.</summary>
/// <param name="Type">Normal or Warning.</param>
/// <param name="Reason">Punched, Relayed, FailedOver, Recovered or PathLost.</param>
/// <param name="Peer">The peer.</param>
/// <param name="What">What happened, without numbers that differ each time; the same for peers of which one sentence can speak.</param>
public readonly record struct PathNews(EventType Type, string Reason, string Peer, string What)
{
    private const int MostNames = 3;

    /// <summary>What two statuses of one node, one after the other, have for news.</summary>
    public static IReadOnlyList<PathNews> Between(MeshNode before, MeshNode after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (ReferenceEquals(before.Status?.Agent, after.Status?.Agent) || after.Status?.Agent?.Peers is not { Count: > 0 } peers || before.Status?.Agent is not { } agent)
        {
            return [];
        }

        // Whoever owns the object may write anything: a name may come twice, and a line may be null.
        var known = (agent.Peers ?? []).OfType<PeerSummary>().GroupBy(peer => peer.Name).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);
        return [.. peers.OfType<PeerSummary>().Select(peer => Between(known.GetValueOrDefault(peer.Name), peer)).OfType<PathNews>()];
    }

    /// <summary>One sentence of several peers.</summary>
    public static string Sentence(string what, IReadOnlyCollection<string> peers)
    {
        ArgumentNullException.ThrowIfNull(what);
        ArgumentNullException.ThrowIfNull(peers);
        string names = string.Join(", ", peers.Take(MostNames)) + (peers.Count > MostNames ? $" and {peers.Count - MostNames} more" : string.Empty);
        return what.Replace("{peers}", names, StringComparison.Ordinal);
    }

    private static PathNews? Between(PeerSummary? before, PeerSummary after)
    {
        PeerPath was = before?.Path ?? PeerPath.None;
        if (before is not null && (after.Failovers ?? 0) > (before.Failovers ?? 0))
        {
            return new PathNews(EventType.Warning, "FailedOver", after.Name, $"A path to {{peers}} failed ({after.FailoverCause ?? "unknown"}); traffic goes {Way(after)}.");
        }

        return (was, after.Path) switch
        {
            _ when was == after.Path => null,

            // To sleep and to wake is how sessions are.
            (PeerPath.Asleep, not PeerPath.None) or (_, PeerPath.Asleep) => null,
            (_, PeerPath.None) => new PathNews(EventType.Warning, "PathLost", after.Name, "There is no path to {peers} any more."),
            (PeerPath.None, _) when before?.LastHandshakeTime is not null => new PathNews(EventType.Normal, "Recovered", after.Name, $"There is a path to {{peers}} again, {Way(after)}."),
            (PeerPath.Relay or PeerPath.Turn, PeerPath.Direct) when after.Failovers > 0 => new PathNews(EventType.Normal, "Recovered", after.Name, "The path to {peers} is direct again."),
            (_, PeerPath.Direct) => IsPunched(after) ? new PathNews(EventType.Normal, "Punched", after.Name, "Direct to {peers}, through the NATs between.") : null,
            (PeerPath.None, _) => new PathNews(EventType.Normal, "Relayed", after.Name, $"Traffic to {{peers}} goes {Way(after)}, because {after.Reason ?? "no direct path was found"}"),
            _ => null,
        };
    }

    private static bool IsPunched(PeerSummary peer) => peer.CandidateType is CandidateType.ServerReflexive or CandidateType.PeerReflexive or CandidateType.PortMapped;

    private static string Way(PeerSummary peer) => peer.Path switch
    {
        PeerPath.Direct => "directly",
        PeerPath.Relay => $"through {peer.Via?.Replace("+", " and ", StringComparison.Ordinal) ?? "a relay"}",
        PeerPath.Turn => "through a TURN server",
        _ => "nowhere",
    };
}
