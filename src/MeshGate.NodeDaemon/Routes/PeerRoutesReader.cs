using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Routes;

/// <summary>Reads what an assignment says about routes. What of one cannot be used costs that path alone, and is told.</summary>
public static class PeerRoutesReader
{
    private const int MaxRoutes = 64;
    private const int MaxPaths = 9;

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
        foreach (var name in preferred.Where(IsOneRelay))
        {
            if (PublicKey.TryParse(order.Keys.GetValueOrDefault(name), out var key) && IsName(name))
            {
                relays.Add(new RelayIdentity(name, key));
            }
            else
            {
                problems.Add($"routes: {order.Route}: the relay '{name}' has no key");
            }
        }

        return new PeerRoute(order.Peer, order.Route, order.Priority, paths) { Order = new PathOrder(preferred), Relays = relays.ToImmutable() };
    }

    private static bool IsOneRelay(string path) => path is not (PathOrder.Direct or PathOrder.Turn) && !path.Contains(PeerRoute.ChainMark, StringComparison.Ordinal);

    private static bool IsName(string name) => name.Length <= RelayCodec.MaxName && !name.AsSpan().ContainsAny("/%\\?#");
}
