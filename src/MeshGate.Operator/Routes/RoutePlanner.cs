using System.Collections.Immutable;
using MeshGate.Core.Paths;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.Routes;

/// <summary>Finds the paths of all routes to nodes, and says to each of their ends what it is to follow. Pure.</summary>
public static class RoutePlanner
{
    private const int MaxRoutesOfANode = 64;
    private const int MaxChainsOfARelay = 64;

    /// <summary>The routes that can be followed, by name.</summary>
    /// <param name="snapshot">The mesh.</param>
    /// <param name="plan">The plan that was made of it.</param>
    /// <param name="nodes">Its MeshNodes.</param>
    /// <param name="routes">Every MeshRoute.</param>
    public static ImmutableSortedDictionary<string, PlannedRoute> Plan(MeshSnapshot snapshot, MeshPlan plan, IEnumerable<MeshNode> nodes, IReadOnlyList<MeshRoute> routes)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(routes);
        if (!routes.Any(route => route.Spec?.Destination?.Node is not null))
        {
            return ImmutableSortedDictionary<string, PlannedRoute>.Empty;
        }

        var mesh = new RouteMesh(snapshot.Network, nodes.ToImmutableDictionary(node => node.Metadata.Name, MeshRouteReader.ReadNode, StringComparer.Ordinal));
        HashSet<string> accepted = [.. RouteJudge.Judge(mesh, routes.Select(MeshRouteReader.Read)).Where(verdict => verdict.IsAccepted).Select(verdict => verdict.Name)];

        // What is measured must not move the paths of a route to and fro.
        var paths = new PathMesh(snapshot with { Nodes = [.. snapshot.Nodes.Select(node => node with { Measurements = [] })] }, plan);
        return routes
            .Where(route => accepted.Contains(route.Metadata.Name) && route.Spec?.Destination?.Node is not null)
            .ToImmutableSortedDictionary(route => route.Metadata.Name, route => Find(paths, route), StringComparer.Ordinal);
    }

    /// <summary>What one node is told of the routes that begin or end at it; null for nothing.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="routes">The routes.</param>
    /// <param name="keys">The public key of every node that told one.</param>
    public static IReadOnlyList<RouteOrder>? OrdersFor(string node, ImmutableSortedDictionary<string, PlannedRoute> routes, IReadOnlyDictionary<string, string> keys)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(keys);
        RouteOrder[] orders =
        [
            .. routes.Values
                .Where(planned => planned.Route.Source == node || planned.Route.Node == node)
                .Select(planned => Order(planned, planned.Route.Source == node, keys))
                .OrderBy(order => order.Peer, StringComparer.Ordinal)
                .Take(MaxRoutesOfANode),
        ];
        return orders.Length > 0 ? orders : null;
    }

    /// <summary>What one relay is told of the paths that take it and another; null for nothing.</summary>
    /// <param name="relay">The relay's name.</param>
    /// <param name="routes">The routes.</param>
    /// <param name="keys">The public key of every node that told one.</param>
    public static IReadOnlyList<ChainOrder>? ChainsFor(string relay, ImmutableSortedDictionary<string, PlannedRoute> routes, IReadOnlyDictionary<string, string> keys)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(keys);
        ChainOrder[] orders =
        [
            .. routes.Values
                .SelectMany(planned => planned.Paths.Where(path => path.Relays.Length == 2 && path.Relays.Contains(relay)).Select(path => Chain(planned, path, path.Relays[0] == relay, keys)))
                .Where(order => order.Keys.Count == 3)
                .Take(MaxChainsOfARelay),
        ];
        return orders.Length > 0 ? orders : null;
    }

    // Of the two the one at the source's end asks the other: somebody has to.
    private static ChainOrder Chain(PlannedRoute planned, MeshPath path, bool isFirst, IReadOnlyDictionary<string, string> keys)
    {
        (string near, string far) = isFirst ? (planned.Route.Source!, planned.Route.Node!) : (planned.Route.Node!, planned.Route.Source!);
        string other = path.Relays[isFirst ? 1 : 0];
        return new ChainOrder
        {
            Route = planned.Route.Name,
            Near = near,
            Far = far,
            Relay = other,
            Leads = isFirst,
            Keys = new[] { near, far, other }.Where(keys.ContainsKey).ToDictionary(name => name, name => keys[name], StringComparer.Ordinal),
        };
    }

    private static PlannedRoute Find(PathMesh mesh, MeshRoute route)
    {
        RouteSnapshot snapshot = MeshRouteReader.Read(route);
        RoutePathPlan found = RoutePaths.For(mesh, snapshot);
        return new PlannedRoute(snapshot, route.Metadata.Generation, MeshRouteReader.WishOf(route), found.Paths, found.Findings);
    }

    // Each end has the relays of a path in the order in which it meets them.
    private static RouteOrder Order(PlannedRoute planned, bool isSource, IReadOnlyDictionary<string, string> keys) => new()
    {
        Peer = isSource ? planned.Route.Node! : planned.Route.Source!,
        Route = planned.Route.Name,
        Priority = planned.Route.Priority,
        Paths = [.. planned.Paths.Select(path => path.NameFrom(isSource))],
        To = planned.To?.NameFrom(isSource),
        Keys = planned.Paths.SelectMany(path => path.Relays).Distinct(StringComparer.Ordinal)
            .Where(keys.ContainsKey).ToDictionary(relay => relay, relay => keys[relay], StringComparer.Ordinal),
    };
}
