using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.Ice;

/// <summary>
/// Which of two proven paths is the better one. A person's order counts first; else what is direct beats a relay node, and that beats TURN, whatever the round-trip times;
/// among equals the round-trip time counts, with something off for what costs nobody anything (private networks, IPv6).
/// </summary>
public static class PathRank
{
    /// <summary>A path in use is left for one of its own tier only when that saves this share of its cost…</summary>
    public const double LeastGain = 0.1;

    /// <summary>…and at least this much, so that noise moves nothing.</summary>
    public static readonly TimeSpan LeastSaving = TimeSpan.FromMilliseconds(2);

    /// <summary>One relay node or TURN server is left for another only when that halves the cost…</summary>
    public const double LeastRelayGain = 0.5;

    /// <summary>…and saves this much, as one on another continent does: single measurements of relays that are not so far apart would take turns.</summary>
    public static readonly TimeSpan LeastRelaySaving = TimeSpan.FromMilliseconds(100);

    private const int PrivatePercent = 20;
    private const int IPv6Percent = 10;

    /// <summary>Whether a kind of path passes nobody else's machine.</summary>
    public static bool IsDirect(RemoteCandidateKind kind) => Tier(kind) == 0;

    /// <summary>0 for direct paths, 1 for relay nodes, 2 for TURN.</summary>
    public static int Tier(RemoteCandidateKind kind) => kind switch
    {
        RemoteCandidateKind.Relay => 1,
        RemoteCandidateKind.Turn => 2,
        _ => 0,
    };

    /// <summary>The round-trip time, less what the address has going for it; without a measurement the highest cost.</summary>
    public static TimeSpan Cost(RemoteCandidate candidate, TimeSpan? roundTrip)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return roundTrip is { } measured ? measured * (100 - Percent(candidate.Address.Address)) / 100 : TimeSpan.MaxValue;
    }

    /// <summary>The best of proven paths; null if there is none. Costs within the hysteresis of the least are alike, and the kind decides.</summary>
    public static CandidateCheck? Best(IReadOnlyCollection<CandidateCheck> proven, PathOrder order)
    {
        ArgumentNullException.ThrowIfNull(proven);
        ArgumentNullException.ThrowIfNull(order);
        if (proven.Count == 0)
        {
            return null;
        }

        var rank = proven.Min(check => order.RankOf(check.Candidate));
        var rivals = proven.Where(check => order.RankOf(check.Candidate) == rank).ToList();
        var cheapest = rivals.MinBy(CostOf)!;
        return rivals
            .Where(check => !Saves(CostOf(check), CostOf(cheapest)))
            .OrderBy(check => check.Candidate.Kind)
            .ThenBy(CostOf)
            .First();
    }

    /// <summary>Whether a path in use is to be left for another that is proven too.</summary>
    public static bool IsWorthMoving(CandidateCheck from, CandidateCheck to, PathOrder order)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(order);
        return order.RankOf(to.Candidate).CompareTo(order.RankOf(from.Candidate)) switch
        {
            < 0 => true,
            > 0 => false,

            _ => from.RoundTrip is not null && (to.Candidate.Kind is RemoteCandidateKind.Relay or RemoteCandidateKind.Turn
                ? Saves(CostOf(from), CostOf(to), LeastRelaySaving, LeastRelayGain)
                : Saves(CostOf(from), CostOf(to))),
        };
    }

    private static TimeSpan CostOf(CandidateCheck check) => Cost(check.Candidate, check.RoundTrip);

    private static bool Saves(TimeSpan from, TimeSpan to) => Saves(from, to, LeastSaving, LeastGain);

    private static bool Saves(TimeSpan from, TimeSpan to, TimeSpan least, double share)
        => from > to && from - to >= least && (from - to).Ticks >= from.Ticks * share;

    private static int Percent(IPAddress address)
        => (IsPrivate(address) ? PrivatePercent : 0) + (address.AddressFamily == AddressFamily.InterNetworkV6 ? IPv6Percent : 0);

    /// <summary>RFC 1918 and RFC 4193.</summary>
    private static bool IsPrivate(IPAddress address)
        => address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6UniqueLocal
            : address.GetAddressBytes() is [10, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..];
}
