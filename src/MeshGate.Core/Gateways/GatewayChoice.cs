using System.Collections.Immutable;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Gateways;

/// <summary>Gives each of several clients one gateway, by one strategy.</summary>
internal sealed class GatewayChoice(string route, ImmutableArray<GatewayOption> gateways, LoadBalancingStrategy strategy)
{
    // What a measurement must promise before it moves a client, as for links: less comes and goes.
    private const double LeastGainMilliseconds = 10;
    private const double LeastGainShare = 0.25;
    private readonly ulong _salt = strategy == LoadBalancingStrategy.Random ? Rendezvous.Hash(route) : 0;
    private readonly Dictionary<string, ulong> _hashes = gateways.ToDictionary(gateway => gateway.Name, gateway => Rendezvous.Hash(gateway.Name), StringComparer.Ordinal);

    /// <summary>A gateway for each client that can reach one that is no spare.</summary>
    /// <param name="clients">The clients, ordered by name.</param>
    /// <param name="except">Gateways that they have already.</param>
    /// <param name="load">The clients that gateways have.</param>
    /// <param name="limit">The clients that a gateway takes, as long as another has room.</param>
    public Dictionary<string, string> Choose(IReadOnlyList<GatewayClient> clients, ImmutableArray<string> except, IReadOnlyDictionary<string, int> load, int limit)
    {
        GatewayOption[] usable = [.. gateways.Where(gateway => !gateway.IsSpare && !except.Contains(gateway.Name))];
        GatewayClient[] able = [.. clients.Where(client => usable.Any(gateway => client.Reachable.Contains(gateway.Name)))];
        return strategy is LoadBalancingStrategy.RoundRobin or LoadBalancingStrategy.WeightedRoundRobin or LoadBalancingStrategy.LeastConnections
            ? ByQuota(able, usable, load, limit)
            : ByPreference(able, usable, load, limit);
    }

    /// <summary>The gateways that a client can reach, as the route names them, spares last.</summary>
    public ImmutableArray<string> InOrder(GatewayClient client)
        => [.. gateways.Where(gateway => client.Reachable.Contains(gateway.Name)).OrderBy(Rank).Select(gateway => gateway.Name)];

    /// <summary>The whole ranking of a client, of which the first two are chosen.</summary>
    public ImmutableArray<string> Complete(GatewayClient client, string? first, string? second)
        =>
        [
            .. new[] { first, second }.OfType<string>(),
            .. gateways
                .Where(gateway => gateway.Name != first && gateway.Name != second && client.Reachable.Contains(gateway.Name))
                .OrderBy(Rank)
                .ThenByDescending(gateway => Score(client, gateway))
                .ThenBy(gateway => gateway.Name, StringComparer.Ordinal)
                .Select(gateway => gateway.Name),
        ];

    // Of spares, one that is only to be emptied still works.
    private static int Rank(GatewayOption gateway) => !gateway.IsSpare ? 0 : gateway.IsOnline ? 1 : 2;

    private Dictionary<string, string> ByQuota(GatewayClient[] clients, GatewayOption[] usable, IReadOnlyDictionary<string, int> load, int limit)
    {
        var wanted = clients.ToDictionary(client => client.Name, client => Held(client, usable), StringComparer.Ordinal);
        Dictionary<string, int> held = wanted.Values.OfType<string>().CountBy(name => name).ToDictionary(StringComparer.Ordinal);
        Dictionary<string, int> left = GatewayQuota.For(usable, strategy, clients.Length, load, held, limit);
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (GatewayOption gateway in usable)
        {
            // Of more than its share, those stay that had it before those whose own went, and then those that rank it highest, whoever computes this.
            foreach (GatewayClient client in clients.Where(client => wanted[client.Name] == gateway.Name).OrderBy(client => client.Previous.IndexOf(gateway.Name)).ThenByDescending(client => Score(client, gateway)).ThenBy(client => client.Name, StringComparer.Ordinal))
            {
                if (left[gateway.Name] > 0 || client.Settings.StickySessions)
                {
                    chosen.Add(client.Name, gateway.Name);
                    left[gateway.Name]--;
                }
            }
        }

        foreach (GatewayClient client in clients.Where(client => !chosen.ContainsKey(client.Name)))
        {
            GatewayOption best = usable
                .Where(gateway => client.Reachable.Contains(gateway.Name))
                .OrderByDescending(gateway => left[gateway.Name] > 0)
                .ThenByDescending(gateway => Score(client, gateway))
                .ThenBy(gateway => gateway.Name, StringComparer.Ordinal)
                .First();
            chosen.Add(client.Name, best.Name);
            left[best.Name]--;
        }

        return chosen;
    }

    private Dictionary<string, string> ByPreference(GatewayClient[] clients, GatewayOption[] usable, IReadOnlyDictionary<string, int> load, int limit)
    {
        var counts = load.ToDictionary(StringComparer.Ordinal);
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (GatewayClient client in clients.OrderBy(client => Rendezvous.Hash(client.Name)))
        {
            GatewayOption[] reachable = [.. usable.Where(gateway => client.Reachable.Contains(gateway.Name))];
            string? held = Held(client, usable);
            bool isKept = held is not null && (client.Settings.StickySessions || (strategy == LoadBalancingStrategy.LeastLatency && !IsWorthAMove(client, held, reachable)));
            string best = isKept && counts.GetValueOrDefault(held!) < limit
                ? held!
                : reachable
                    .OrderByDescending(gateway => counts.GetValueOrDefault(gateway.Name) < limit)
                    .ThenBy(gateway => strategy == LoadBalancingStrategy.LeastLatency ? Cost(client, gateway.Name) : 0)
                    .ThenByDescending(gateway => Score(client, gateway))
                    .ThenBy(gateway => gateway.Name, StringComparer.Ordinal)
                    .First().Name;
            chosen.Add(client.Name, best);
            counts[best] = counts.GetValueOrDefault(best) + 1;
        }

        return chosen;
    }

    private static bool IsWorthAMove(GatewayClient client, string held, GatewayOption[] reachable)
    {
        (double now, double best) = (Cost(client, held), reachable.Min(gateway => Cost(client, gateway.Name)));

        // What was not measured is no reason to leave it.
        return double.IsFinite(now) && now - best >= Math.Max(LeastGainMilliseconds, now * LeastGainShare);
    }

    private static double Cost(GatewayClient client, string gateway)
        => client.Measurements.Where(measured => measured.Peer == gateway).Select(measured => measured.CostMilliseconds).DefaultIfEmpty(double.PositiveInfinity).Min();

    private static string? Held(GatewayClient client, GatewayOption[] usable)
        => client.Previous.FirstOrDefault(name => client.Reachable.Contains(name) && Array.Exists(usable, gateway => gateway.Name == name));

    private double Score(GatewayClient client, GatewayOption gateway)
        => Rendezvous.Score(Rendezvous.Hash(client.Name) ^ _salt, _hashes[gateway.Name], Math.Max(gateway.Weight, 1));
}
