using System.Collections.Immutable;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Topology;

/// <summary>
/// Chooses relays for nodes: those of the node's own region first, in different zones where it can, and among equals by the strategy of the
/// node's policy (see <see cref="NodePreference"/>). A relay that is drained, has the weight 0, or was not reached by a third node, takes
/// nobody; one that is offline comes last.
/// </summary>
public static class RelayChoice
{
    /// <summary>How many relays a node has.</summary>
    public const int PerNode = 3;

    /// <summary>A relay to choose from.</summary>
    /// <param name="Member">Who it is.</param>
    /// <param name="Relay">What it may do.</param>
    /// <param name="IsOnline">Whether its heartbeats arrive.</param>
    public sealed record Option(PlanMember Member, RelaySnapshot Relay, bool IsOnline)
    {
        /// <summary>Where it stands.</summary>
        public NodePlace Place { get; init; } = NodePlace.Unknown;

        /// <summary>How loaded it counts as, in quarters of what it can carry.</summary>
        public int LoadClass { get; init; }

        internal ulong Hash
        {
            get => field != 0 ? field : field = Rendezvous.Hash(Member.Name);
            init;
        }
    }

    /// <summary>The relays of one node, best first.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="options">The relays of its segment, in any order.</param>
    public static ImmutableArray<PlanMember> For(string node, NodePlace place, IReadOnlyList<Option> options)
        => For(node, new NodePreference(Rendezvous.Hash(node), new LoadBalancerBlock()), place, options);

    internal static ImmutableArray<PlanMember> For(string node, NodePreference preference, NodePlace place, IReadOnlyList<Option> options)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Count == 0)
        {
            return [];
        }

        var ranks = new (double Level, double Score)?[options.Count];
        int left = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            if (options[i].Relay.TakesWork && options[i].Member.Name != node)
            {
                ranks[i] = RankOf(options[i], isFirst: true);
                left++;
            }
        }

        var chosen = new List<Option>(PerNode);
        while (chosen.Count < Math.Min(PerNode, left))
        {
            // No address counts here: addresses are measured, and what was measured must not move relays to and fro.
            (bool IsOnline, bool IsClose, bool IsApart, (double Level, double Score) Rank, int At)? best = null;
            for (int i = 0; i < ranks.Length; i++)
            {
                if (ranks[i] is { } own)
                {
                    (bool, bool, bool, (double, double), int) rank = (options[i].IsOnline, place.SharesRegion(options[i].Place), !IsNear(options[i], chosen), own, i);
                    best = best is not { } other || IsBetter(rank, other) ? rank : best;
                }
            }

            chosen.Add(options[best!.Value.At]);
            ranks[best.Value.At] = null;
            for (int i = 0; i < ranks.Length && chosen.Count == 1 && !preference.IsSpread; i++)
            {
                ranks[i] = ranks[i] is null ? null : RankOf(options[i], isFirst: false);
            }
        }

        return [.. chosen.Select(option => option.Member)];

        (double Level, double Score) RankOf(Option option, bool isFirst) => preference.Rank(option.Member.Name, option.Hash, option.Relay.Weight, option.LoadClass, isFirst);

        bool IsBetter(
            (bool IsOnline, bool IsClose, bool IsApart, (double Level, double Score) Rank, int At) one,
            (bool IsOnline, bool IsClose, bool IsApart, (double Level, double Score) Rank, int At) other)
            => one.IsOnline != other.IsOnline ? one.IsOnline
                : one.IsClose != other.IsClose ? one.IsClose
                : one.IsApart != other.IsApart ? one.IsApart
                : one.Rank != other.Rank ? one.Rank.CompareTo(other.Rank) > 0
                : string.CompareOrdinal(options[one.At].Member.Name, options[other.At].Member.Name) < 0;
    }

    private static bool IsNear(Option option, List<Option> chosen)
    {
        foreach (Option other in chosen)
        {
            if (other.Place.SharesZone(option.Place))
            {
                return true;
            }
        }

        return false;
    }
}
