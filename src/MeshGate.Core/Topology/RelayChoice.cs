using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>
/// Chooses relays for nodes: those of the node's own region first, in different zones where it can, and among equals by weighted
/// rendezvous hashing (see <see cref="Rendezvous"/>). A relay that is drained, has the weight 0, or was not reached by a third node, takes
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
    public static ImmutableArray<PlanMember> For(string node, NodePlace place, IReadOnlyList<Option> options) => For(node, Rendezvous.Hash(node), place, options);

    internal static ImmutableArray<PlanMember> For(string node, ulong chooser, NodePlace place, IReadOnlyList<Option> options)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Count == 0)
        {
            return [];
        }

        // A score is above 0, but for those that are not to be chosen or were already.
        var scores = new double[options.Count];
        int left = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (options[i].Relay.TakesWork && options[i].Member.Name != node)
            {
                scores[i] = Rendezvous.Score(chooser, options[i].Hash, options[i].Relay.Weight);
                left++;
            }
        }

        var chosen = new List<Option>(PerNode);
        while (chosen.Count < Math.Min(PerNode, left))
        {
            // No address counts here: addresses are measured, and what was measured must not move relays to and fro.
            (bool IsOnline, bool IsClose, bool IsApart, double Score, int At) best = default;
            for (int i = 0; i < scores.Length; i++)
            {
                if (scores[i] > 0)
                {
                    (bool, bool, bool, double, int) rank = (options[i].IsOnline, place.SharesRegion(options[i].Place), !IsNear(options[i], chosen), scores[i], i);
                    best = best.Score == 0 || IsBetter(rank, best) ? rank : best;
                }
            }

            chosen.Add(options[best.At]);
            scores[best.At] = 0;
        }

        return [.. chosen.Select(option => option.Member)];

        bool IsBetter((bool IsOnline, bool IsClose, bool IsApart, double Score, int At) one, (bool IsOnline, bool IsClose, bool IsApart, double Score, int At) other)
            => one.IsOnline != other.IsOnline ? one.IsOnline
                : one.IsClose != other.IsClose ? one.IsClose
                : one.IsApart != other.IsApart ? one.IsApart
                : one.Score != other.Score ? one.Score > other.Score
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
