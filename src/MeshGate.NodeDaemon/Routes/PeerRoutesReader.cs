using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Relays;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Routes;

/// <summary>Reads what an assignment says about routes. What of one cannot be used costs that path alone, and is told.</summary>
public static class PeerRoutesReader
{
    private const int MaxRoutes = 64;
    private const int MaxPaths = 9;
    private const int MaxRelays = 2;

    /// <summary>Reads the routes, by the peer at the other end.</summary>
    /// <param name="orders">What was told.</param>
    /// <param name="problems">Takes what could not be used, a sentence each.</param>
    public static ImmutableSortedDictionary<string, PeerRoute> Read(IReadOnlyList<RouteOrder>? orders, ImmutableArray<string>.Builder problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var routes = ImmutableSortedDictionary.CreateBuilder<string, PeerRoute>(StringComparer.Ordinal);
        foreach (var order in (orders ?? []).Take(MaxRoutes).OfType<RouteOrder>().Where(order => order.Peer.Length > 0))
        {
            if (!routes.TryAdd(order.Peer, Read(order, problems)))
            {
                problems.Add($"routes: {order.Route}: there is another route to {order.Peer}");
            }
        }

        return routes.ToImmutable();
    }

    private static PeerRoute Read(RouteOrder order, ImmutableArray<string>.Builder problems)
    {
        ImmutableArray<string> paths = [.. order.Paths.Take(MaxPaths).Distinct(StringComparer.Ordinal)];
        ImmutableArray<string> preferred = order.To is { } to && paths.Contains(to) ? [to, .. paths.Remove(to)] : paths;
        var relays = ImmutableArray.CreateBuilder<RelayIdentity>();
        foreach (var path in preferred.Where(path => path is not (PathOrder.Direct or PathOrder.Turn)))
        {
            var names = path.Split(PeerRoute.ChainMark);
            ImmutableArray<RelayIdentity> row = [.. names.Select(name => Identity(name, order)).OfType<RelayIdentity>()];
            if (names.Length > MaxRelays || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
            {
                problems.Add($"routes: {order.Route}: the path '{path}' is not one relay, or two that differ");
            }
            else if (row.Length != names.Length)
            {
                problems.Add($"routes: {order.Route}: the relay '{names.First(name => Identity(name, order) is null)}' has no key");
            }
            else
            {
                relays.Add(row.Length == 1 ? row[0] : row[0] with { Chain = new RelayChain(row[1].PublicKey, path) });
            }
        }

        return new PeerRoute(order.Peer, order.Route, order.Priority, paths) { Order = new PathOrder(preferred), Relays = relays.ToImmutable() };
    }

    private static RelayIdentity? Identity(string name, RouteOrder order)
        => RelayOrdersReader.IsName(name) && PublicKey.TryParse(order.Keys.GetValueOrDefault(name), out var key) ? new RelayIdentity(name, key) : null;
}
