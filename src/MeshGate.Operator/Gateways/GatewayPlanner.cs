using System.Collections.Immutable;
using MeshGate.Core.Gateways;
using MeshGate.Core.Policy;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Routes;

namespace MeshGate.Operator.Gateways;

/// <summary>Ranks the gateways of all routes to networks for each of their clients, and says to both what they are to do. Pure.</summary>
public static class GatewayPlanner
{
    private const int MaxRoutesOfANode = 64;

    /// <summary>The routes to networks that can be followed, by name.</summary>
    /// <param name="snapshot">The mesh.</param>
    /// <param name="plan">The plan that was made of it.</param>
    /// <param name="nodes">Its MeshNodes, whose assignments say what is in force.</param>
    /// <param name="routes">Every MeshRoute.</param>
    public static ImmutableSortedDictionary<string, PlannedGateways> Plan(MeshSnapshot snapshot, MeshPlan plan, IEnumerable<MeshNode> nodes, IReadOnlyList<MeshRoute> routes)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(routes);
        var planned = ImmutableSortedDictionary.CreateBuilder<string, PlannedGateways>(StringComparer.Ordinal);
        if (!routes.Any(route => route.Spec?.Destination?.Cidrs is { Count: > 0 }))
        {
            return planned.ToImmutable();
        }

        var byName = nodes.ToImmutableDictionary(node => node.Metadata.Name, StringComparer.Ordinal);
        var mesh = new RouteMesh(snapshot.Network, byName.ToImmutableDictionary(node => node.Key, node => MeshRouteReader.ReadNode(node.Value), StringComparer.Ordinal));
        RouteSnapshot[] all = [.. routes.Select(MeshRouteReader.Read)];
        HashSet<string> accepted = [.. RouteJudge.Judge(mesh, all).Where(verdict => verdict.IsAccepted).Select(verdict => verdict.Name)];
        RouteSnapshot[] followed = [.. all.Where(route => accepted.Contains(route.Name) && !route.Cidrs.IsEmpty).OrderByDescending(route => route.Priority).ThenBy(route => route.Name, StringComparer.Ordinal)];
        var snapshots = snapshot.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var generations = routes.ToDictionary(route => route.Metadata.Name, route => route.Metadata.Generation, StringComparer.Ordinal);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (RouteSnapshot route in followed)
        {
            ImmutableArray<GatewayOption> gateways = [.. route.Gateways.Where(snapshots.ContainsKey).Select(name => Option(snapshots[name]))];
            ImmutableSortedDictionary<string, GatewayClient> clients = plan.Nodes
                .Where(node => node.Verdict.IsPeer && (route.Source is null || route.Source == node.Name) && !route.Gateways.Contains(node.Name))
                .ToImmutableSortedDictionary(node => node.Name, node => Client(route, node, byName.GetValueOrDefault(node.Name), snapshots[node.Name]), StringComparer.Ordinal);
            var ranking = GatewayRanking.Rank(route.Name, gateways, clients.Values, taken);
            foreach (string first in ranking.Values.Where(names => !names.IsEmpty).Select(names => names[0]))
            {
                taken[first] = taken.GetValueOrDefault(first) + 1;
            }

            planned.Add(route.Name, new PlannedGateways(route, generations[route.Name], gateways, clients, ranking, RouteOverlaps.Find(route, followed)));
        }

        return planned.ToImmutable();
    }

    /// <summary>What one node is told of the networks that it reaches through gateways; null for nothing.</summary>
    public static IReadOnlyList<GatewayOrder>? OrdersFor(string node, ImmutableSortedDictionary<string, PlannedGateways> routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        GatewayOrder[] orders = [.. routes.Values.Where(route => route.Ranking.GetValueOrDefault(node, []) is { IsEmpty: false }).Select(route => Order(route, node)).Take(MaxRoutesOfANode)];
        return orders.Length > 0 ? orders : null;
    }

    /// <summary>What one node is told of the networks that it forwards to; null for nothing.</summary>
    public static IReadOnlyList<ForwardOrder>? ForwardsFor(string node, ImmutableSortedDictionary<string, PlannedGateways> routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ForwardOrder[] orders =
        [
            .. routes.Values
                .Where(planned => planned.Route.Gateways.Contains(node))
                .Select(planned => new ForwardOrder { Route = planned.Route.Name, Cidrs = planned.Route.Cidrs, Masquerade = planned.Route.Masquerade })
                .Take(MaxRoutesOfANode),
        ];
        return orders.Length > 0 ? orders : null;
    }

    private static GatewayOption Option(MeshNodeSnapshot node) => new(node.Name, node.Weight, node.Drain, node.IsOnline);

    private static GatewayClient Client(RouteSnapshot route, NodePlan node, MeshNode? entity, MeshNodeSnapshot snapshot)
    {
        LoadBalancerBlock settings = snapshot.Settings.LoadBalancer;
        return new GatewayClient(
            node.Name,
            settings with { Strategy = route.Strategy ?? settings.Strategy, StickySessions = route.StickySessions ?? settings.StickySessions },
            [.. node.Assignment.Members.Select(member => member.Name).Where(name => route.Gateways.Contains(name))])
        {
            Previous = [.. entity?.Status?.Assignment?.Gateways?.FirstOrDefault(order => order?.Route == route.Name)?.Gateways ?? []],
            Measurements = snapshot.Measurements,
        };
    }

    private static GatewayOrder Order(PlannedGateways planned, string node)
    {
        LoadBalancerBlock settings = planned.Clients[node].Settings;
        return new GatewayOrder
        {
            Route = planned.Route.Name,
            Cidrs = planned.Route.Cidrs,
            Gateways = planned.Ranking[node],
            Probe = planned.Route.Probe is { Type: not ProbeType.Path } probe
                ? new GatewayProbeOrder
                {
                    Type = probe.Type,
                    Address = probe.Address ?? string.Empty,
                    Port = probe.Port,
                    Interval = probe.Interval ?? RouteRules.ProbeInterval.Text,
                    Timeout = probe.Timeout ?? RouteRules.ProbeTimeLimit.Text,
                    FailureThreshold = probe.FailureThreshold ?? new GatewaySettings().FailureThreshold,
                }
                : null,
            TrialInterval = MeshDuration.Format(settings.HealthCheckInterval),
            IdleTime = MeshDuration.Format(settings.StickySessions ? settings.StickyTimeout : GatewayTimers.Idle),
        };
    }
}
