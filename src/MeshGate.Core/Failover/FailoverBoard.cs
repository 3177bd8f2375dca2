using System.Collections.Immutable;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Failover;

/// <summary>
/// Decides for all sessions of a node which of them may move now. Sessions that lost one shared thing (a relay, the node's own uplink) are
/// one failover; of such groups so many move at a time as the policy says.
/// </summary>
public static class FailoverBoard
{
    private const string Uplink = "uplink";
    private const int LeastForUplink = 3;

    /// <summary>The peers whose sessions may move, highest priority first.</summary>
    /// <param name="peers">Every watched peer.</param>
    /// <param name="settings">The policy's.</param>
    public static ImmutableArray<string> Grant(IReadOnlyCollection<WatchedPeer> peers, FailoverBlock settings)
    {
        ArgumentNullException.ThrowIfNull(peers);
        ArgumentNullException.ThrowIfNull(settings);
        bool isUplink = IsUplink(peers);
        var groups = peers.Where(peer => peer.IsMoving).Select(peer => GroupOf(peer, isUplink)).ToHashSet(StringComparer.Ordinal);
        var granted = ImmutableArray.CreateBuilder<string>();
        IEnumerable<WatchedPeer> waiting = peers
            .Where(peer => peer.IsWaiting)
            .OrderByDescending(peer => settings.PriorityBasedRouting ? peer.Priority : 0)
            .ThenBy(peer => peer.State.SuspectedAt)
            .ThenBy(peer => peer.Name, StringComparer.Ordinal);
        foreach (WatchedPeer peer in waiting)
        {
            string group = GroupOf(peer, isUplink);
            if (groups.Contains(group) || groups.Count < settings.MaxConcurrentFailovers)
            {
                groups.Add(group);
                granted.Add(peer.Name);
            }
        }

        return granted.ToImmutable();
    }

    /// <summary>
    /// Whether this machine is itself the suspect: all of its peers, at least two, are silent at once, and nothing answered since that
    /// began, neither another path nor a STUN server. Nothing that it could do would help.
    /// </summary>
    /// <param name="peers">Every watched peer.</param>
    /// <param name="heardAt">When a STUN server or a relay last answered; null for never.</param>
    public static bool IsSelfSuspect(IReadOnlyCollection<WatchedPeer> peers, TimeSpan? heardAt)
    {
        ArgumentNullException.ThrowIfNull(peers);
        if (peers.Count < 2 || peers.Any(peer => !peer.IsWaiting))
        {
            return false;
        }

        TimeSpan since = peers.Min(peer => peer.State.SuspectedAt);
        return !(heardAt >= since) && !peers.Any(peer => peer.State.Paths.Any(path => path.AnsweredAt >= since));
    }

    /// <summary>Whether most direct paths fail together: that is this node's uplink, not so many peers.</summary>
    private static bool IsUplink(IReadOnlyCollection<WatchedPeer> peers)
    {
        int direct = peers.Count(peer => peer.Shared is null);
        int failing = peers.Count(peer => peer.Shared is null && (peer.IsWaiting || peer.State.Phase == FailoverPhase.Suspect));
        return failing >= LeastForUplink && failing * 2 > direct;
    }

    private static string GroupOf(WatchedPeer peer, bool isUplink)
        => peer.Shared is { } shared ? $"shared {shared}" : isUplink ? Uplink : $"peer {peer.Name}";
}
