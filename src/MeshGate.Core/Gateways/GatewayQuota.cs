using MeshGate.Core.LoadBalancing;

namespace MeshGate.Core.Gateways;

/// <summary>How many clients each gateway is to have, in whole clients.</summary>
internal static class GatewayQuota
{
    /// <summary>
    /// The quotas. By weight (or alike, with RoundRobin) they differ from the exact shares by less than one client: the largest remainders
    /// are rounded up, among equals those of gateways that have more clients now. With LeastConnections, whoever has the fewest in all gets the next.
    /// </summary>
    /// <param name="usable">The gateways.</param>
    /// <param name="strategy">RoundRobin, WeightedRoundRobin or LeastConnections.</param>
    /// <param name="clients">The clients to spread.</param>
    /// <param name="load">The clients that gateways have besides.</param>
    /// <param name="held">How many of these clients each has now.</param>
    /// <param name="limit">The most that one takes, unless all have as many.</param>
    public static Dictionary<string, int> For(
        GatewayOption[] usable, LoadBalancingStrategy strategy, int clients, IReadOnlyDictionary<string, int> load, IReadOnlyDictionary<string, int> held, int limit)
    {
        var quotas = usable.ToDictionary(gateway => gateway.Name, _ => 0, StringComparer.Ordinal);
        int left = clients;
        while (left > 0)
        {
            GatewayOption[] open = [.. usable.Where(gateway => quotas[gateway.Name] + load.GetValueOrDefault(gateway.Name) < limit)];
            bool isBounded = open.Length > 0;
            open = isBounded ? open : usable;
            if (open.Length == 0)
            {
                break;
            }

            Dictionary<string, int> given = strategy == LoadBalancingStrategy.LeastConnections ? Fewest(open, quotas, left, load, held) : Shares(open, strategy, left, held);
            foreach ((string name, int share) in given)
            {
                int room = isBounded ? limit - quotas[name] - load.GetValueOrDefault(name) : share;
                quotas[name] += Math.Min(share, room);
                left -= Math.Min(share, room);
            }
        }

        return quotas;
    }

    private static Dictionary<string, int> Shares(GatewayOption[] open, LoadBalancingStrategy strategy, int clients, IReadOnlyDictionary<string, int> held)
    {
        long sum = open.Sum(Weight);
        var shares = open.ToDictionary(gateway => gateway.Name, gateway => (int)(clients * Weight(gateway) / sum), StringComparer.Ordinal);
        IEnumerable<GatewayOption> rounded = open
            .OrderByDescending(gateway => clients * Weight(gateway) % sum)
            .ThenByDescending(gateway => held.GetValueOrDefault(gateway.Name))
            .ThenBy(gateway => gateway.Name, StringComparer.Ordinal)
            .Take(clients - shares.Values.Sum());
        foreach (GatewayOption gateway in rounded)
        {
            shares[gateway.Name]++;
        }

        return shares;

        long Weight(GatewayOption gateway) => strategy == LoadBalancingStrategy.WeightedRoundRobin ? gateway.Weight : 1;
    }

    private static Dictionary<string, int> Fewest(GatewayOption[] open, Dictionary<string, int> quotas, int clients, IReadOnlyDictionary<string, int> load, IReadOnlyDictionary<string, int> held)
    {
        var given = open.ToDictionary(gateway => gateway.Name, _ => 0, StringComparer.Ordinal);
        for (int i = 0; i < clients; i++)
        {
            string least = open
                .OrderBy(gateway => given[gateway.Name] + quotas[gateway.Name] + load.GetValueOrDefault(gateway.Name))
                .ThenByDescending(gateway => held.GetValueOrDefault(gateway.Name))
                .ThenBy(gateway => gateway.Name, StringComparer.Ordinal)
                .First().Name;
            given[least]++;
        }

        return given;
    }
}
