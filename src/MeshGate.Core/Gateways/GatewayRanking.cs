using System.Collections.Immutable;
using MeshGate.Core.LoadBalancing;

namespace MeshGate.Core.Gateways;

/// <summary>
/// Ranks the gateways of one network for each of its clients: by the strategy, the second choices of the clients of one gateway spread over
/// the others as the first choices are, so that a gateway that dies burdens all that are left. What a client has now is kept as far as the
/// shares allow, so that a gateway more or less moves few. A function of its arguments, whose order does not matter.
/// </summary>
public static class GatewayRanking
{
    /// <summary>The gateways of each client, best first; those that are drained, weigh nothing or are offline come last.</summary>
    /// <param name="route">The route, which draws for the strategy <see cref="LoadBalancingStrategy.Random"/>.</param>
    /// <param name="gateways">The gateways in the order in which the route names them, which counts where load balancing is off.</param>
    /// <param name="clients">The clients.</param>
    /// <param name="taken">The clients that gateways have already by other routes.</param>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Rank(
        string route, ImmutableArray<GatewayOption> gateways, IEnumerable<GatewayClient> clients, IReadOnlyDictionary<string, int> taken)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentNullException.ThrowIfNull(taken);
        gateways = Usable(gateways);
        var load = taken.ToDictionary(StringComparer.Ordinal);
        var ranking = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var group in clients.GroupBy(client => (client.Settings.Enabled, client.Settings.Strategy, client.Settings.MaxConnectionsPerNode)).OrderBy(group => group.Key))
        {
            var choice = new GatewayChoice(route, gateways, group.Key.Strategy);
            GatewayClient[] members = [.. group.OrderBy(client => client.Name, StringComparer.Ordinal)];
            if (!group.Key.Enabled)
            {
                ranking.AddRange(members.Select(client => KeyValuePair.Create(client.Name, choice.InOrder(client))));
                continue;
            }

            Dictionary<string, string> firsts = choice.Choose(members, [], load, group.Key.MaxConnectionsPerNode);
            foreach (string first in firsts.Values)
            {
                load[first] = load.GetValueOrDefault(first) + 1;
            }

            var nobody = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var sharing in members.GroupBy(client => firsts.GetValueOrDefault(client.Name)))
            {
                GatewayClient[] same = [.. sharing];
                Dictionary<string, string> seconds = sharing.Key is { } first ? choice.Choose(same, [first], nobody, int.MaxValue) : [];
                ranking.AddRange(same.Select(client => KeyValuePair.Create(client.Name, choice.Complete(client, firsts.GetValueOrDefault(client.Name), seconds.GetValueOrDefault(client.Name)))));
            }
        }

        return ranking.ToImmutable();
    }

    /// <summary>Where all are spare, those that are online are taken as if they were not; where none is, silence says nothing of any.</summary>
    private static ImmutableArray<GatewayOption> Usable(ImmutableArray<GatewayOption> gateways)
        => gateways.Any(gateway => !gateway.IsSpare) ? gateways
            : gateways.Any(gateway => gateway.IsOnline) ? [.. gateways.Select(gateway => gateway.IsOnline ? gateway with { Drain = false, Weight = Math.Max(gateway.Weight, 1) } : gateway)]
            : gateways.IsEmpty ? gateways
            : Usable([.. gateways.Select(gateway => gateway with { IsOnline = true })]);
}
