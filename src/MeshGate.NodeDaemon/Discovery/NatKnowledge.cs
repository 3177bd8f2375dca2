using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.Traversal.Discovery;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>
/// What is known about the NATs in front: how WireGuard's own port is mapped, from each round of STUN, and how they filter, hairpin and
/// forget, from measurements on other ports. Says when to measure anew: when the machine is seen at another address. Another outside port
/// alone is no reason, since a NAT that maps each destination anew shows one in every round.
/// </summary>
public sealed class NatKnowledge
{
    private static readonly TimeSpan LeastLongest = TimeSpan.FromMinutes(2);

    private StunDiscoveryResult? _seen;
    private BehaviorReport? _measured;
    private BehaviorOrder? _order;
    private string? _place;
    private bool? _udp;

    /// <summary>The longest time between two keepalives that is allowed: what mapping lifetimes beyond it are is of no use.</summary>
    public TimeSpan KeepAliveCeiling { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a mapping lives when idle; null until measured.</summary>
    public TimeSpan? MappingLifetime => _measured?.Lifetime?.Held;

    /// <summary>The API's words for all that.</summary>
    public NatBehavior Describe() => NatReport.Describe(_seen, _measured) with { Udp = _udp };

    /// <summary>Takes a round of STUN.</summary>
    /// <param name="result">What it found.</param>
    /// <param name="isKept">Whether what was known outlives a round in which nobody answered.</param>
    /// <param name="own">The machine's own addresses.</param>
    public void Take(StunDiscoveryResult result, bool isKept, ImmutableArray<IPEndPoint> own)
    {
        ImmutableArray<StunProbe> answered = [.. result.Probes.Where(probe => probe.Mapped is not null)];
        _udp = !answered.IsEmpty;
        if (answered.IsEmpty && isKept)
        {
            return;
        }

        _seen = result;
        ImmutableArray<IPAddress> addresses = [.. own.Select(address => address.Address)];
        var place = string.Join(' ', answered.Select(probe => probe.Mapped!.Address).Concat(addresses).Select(address => address.ToString()).Distinct().Order(StringComparer.Ordinal));
        if (place == _place)
        {
            return;
        }

        // What was measured belongs to another place.
        _place = place;
        _measured = null;
        _order = answered.IsEmpty ? null : new BehaviorOrder(
            [.. answered.Select(probe => probe.Server), .. result.Probes.Where(probe => probe.Mapped is null).Select(probe => probe.Server)],
            addresses,
            Max(Traversal.Discovery.MappingLifetime.NeededFor(KeepAliveCeiling), LeastLongest));
    }

    /// <summary>Takes a measurement.</summary>
    public void Take(BehaviorReport measured)
        => _measured = measured with { Lifetime = measured.Lifetime ?? _measured?.Lifetime };

    /// <summary>What is to be measured now; null when nothing is. Each order is given out once.</summary>
    public BehaviorOrder? TakeOrder()
    {
        var order = _order;
        _order = null;
        return order;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
