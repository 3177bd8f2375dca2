using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>Reads for which pairs this node is one of two relays in a row. What of one cannot be used costs that one alone, and is told.</summary>
public static class RelayChainsReader
{
    private const int MaxChains = 64;

    /// <summary>Reads the orders.</summary>
    /// <param name="orders">What was told.</param>
    /// <param name="problems">Gets what cannot be used, a sentence each.</param>
    public static ImmutableArray<RelayChainRule> Read(IReadOnlyList<ChainOrder>? orders, ImmutableArray<string>.Builder problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var rules = ImmutableArray.CreateBuilder<RelayChainRule>();
        foreach (var order in (orders ?? []).Take(MaxChains).OfType<ChainOrder>())
        {
            if (Identity(order.Near, order) is not { } near || Identity(order.Far, order) is not { } far || Identity(order.Relay, order) is not { } other)
            {
                problems.Add($"chains: {order.Route}: an end or the other relay has no name or no key");
            }
            else if (near.PublicKey == far.PublicKey || near.PublicKey == other.PublicKey || far.PublicKey == other.PublicKey)
            {
                problems.Add($"chains: {order.Route}: the two ends and the other relay are not three nodes, so that packets would come back");
            }
            else if (rules.Any(rule => rule.Other.PublicKey == other.PublicKey && rule.Far == near.PublicKey && rule.Near.PublicKey == far.PublicKey))
            {
                problems.Add($"chains: {order.Route}: the row to {other.Name} is ordered in both directions for the same two ends, so that packets would come back");
            }
            else if (rules.All(rule => rule.Pair != RelayPairKey.Of(near.PublicKey, other.PublicKey, far.PublicKey)))
            {
                rules.Add(new RelayChainRule(near, far.PublicKey, other, order.Leads));
            }
        }

        return rules.ToImmutable();
    }

    private static RelayIdentity? Identity(string name, ChainOrder order)
        => RelayOrdersReader.IsName(name) && PublicKey.TryParse(order.Keys.GetValueOrDefault(name), out var key) ? new RelayIdentity(name, key) : null;
}
